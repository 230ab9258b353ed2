"""Taking the next claim from the queue."""

from typing import Any

from django.db import transaction
from django.db.models import Exists, OuterRef

from claims.actions.door import Act
from claims.actions.reviewing import begin
from claims.enums import ClaimState
from claims.models import Claim
from claims.querysets import ClaimQuerySet
from claims.workflow import BY_VERB, wrong_role
from lifecycle import ActionRefused, Verdict, clock
from programs.enums import VendorRole
from programs.permissions import held_roles
from review import holding
from review.models import Assignment, Hold


@transaction.atomic
def take_next(*, user: Any) -> Claim | None:
    """Put the most urgent claim that nobody has on a reviewer's bench; None when nothing waits.

    What a lead gave this person comes first, then what is given to nobody. Two people at once get two claims: a row
    somebody is just taking is passed over, and so is one they hold since it was looked for.
    Raises ActionRefused for a person who reviews nowhere.
    """
    if not any(one.role == VendorRole.REVIEWER for one in held_roles(user)):
        raise ActionRefused(Verdict(False, wrong_role(BY_VERB["take"]), forbidden=True))
    passed: list[int] = []
    while claim := _next(user, passed):
        if mine := _on_bench(claim, user):
            return mine
        passed.append(claim.pk)
    return None


def _next(user: Any, passed: list[int]) -> Claim | None:
    """The first that seems free, its row locked."""
    of_claim = {"subject_kind": Claim.SUBJECT_KIND, "subject_id": OuterRef("pk")}
    held = Hold.objects.in_force(clock.inside_a_query()).filter(**of_claim)
    given = Assignment.objects.filter(**of_claim)
    free = Claim.objects.takeable_by(user).exclude(Exists(held)).exclude(pk__in=passed)
    return _first(free.filter(Exists(given.filter(to=user)))) or _first(free.exclude(Exists(given)))


def _first(claims: ClaimQuerySet) -> Claim | None:
    urgent = claims.for_acting().most_urgent_first()
    return urgent.select_for_update(of=("self",), skip_locked=True).first()


def _on_bench(claim: Claim, user: Any) -> Claim | None:
    """Taken or held; None where somebody else came to hold it between the look and the lock.

    Whoever takes a claim has its row's lock before: what still waits to be taken is nobody's.
    """
    one = Act(claim, "take", user, clock.now())
    if claim.state == ClaimState.SUBMITTED:
        one.require()
        begin(one)
        return claim
    return claim if holding.hold(claim, user, one.at).by_id == user.pk else None
