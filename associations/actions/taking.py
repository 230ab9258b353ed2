"""Taking the next association from the queue."""

from typing import Any

from django.db import transaction
from django.db.models import Exists, F, OuterRef

from associations.actions.door import Act
from associations.actions.reviewing import begin
from associations.enums import AssociationState
from associations.models import Association
from associations.workflow import BY_VERB, wrong_role
from lifecycle import ActionRefused, Verdict, clock
from programs.enums import VendorRole
from programs.permissions import held_roles
from review import holding
from review.models import Hold


@transaction.atomic
def take_next(*, user: Any) -> Association | None:
    """Put the most urgent one that nobody has on a reviewer's bench; None when nothing waits.

    A row somebody is just taking is passed over. Raises ActionRefused for a person who reviews nowhere.
    """
    if not any(one.role == VendorRole.REVIEWER for one in held_roles(user)):
        raise ActionRefused(Verdict(False, wrong_role(BY_VERB["take"]), forbidden=True))
    held = Hold.objects.in_force(clock.inside_a_query()).filter(
        subject_kind=Association.SUBJECT_KIND, subject_id=OuterRef("pk")
    )
    free = Association.objects.takeable_by(user).exclude(Exists(held.exclude(by=user)))
    urgent = free.for_acting().order_by(F("promised_at").asc(nulls_last=True), "pk")
    found = urgent.select_for_update(of=("self",), skip_locked=True).first()
    if found is None:
        return None
    one = Act(found, "take", user, clock.now())
    if found.state == AssociationState.SUBMITTED:
        begin(one)
    else:
        holding.take_over(found, user, one.at)
    return found
