"""A lead says who works on which claims, and frees what somebody has and does not work on."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import partial
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from claims.actions.door import act
from claims.models import Claim
from claims.permissions import eligible_staff
from lifecycle import ActionRefused, clock
from lifecycle.transitions import Words
from notifications.actions.sending import send
from programs.enums import VendorRole
from review import assigning, holding

NO_REVIEWER = _("%(name)s reviews no claims of this program, or works for the partner's company.")
#: A mail names so many claims; of the others it says how many there are.
NAMED = 20


def assign(claim_id: int, to: Any, *, user: Any) -> bool:
    """Give a claim to a reviewer; "take next" gives it to nobody else, and to them first.

    False where they have it already. Raises ActionRefused for somebody who may not review it (R8).
    """
    with act(claim_id, "assign", user) as one:
        if to not in eligible_staff(one.claim, VendorRole.REVIEWER):
            raise ActionRefused(NO_REVIEWER % {"name": to})
        had = assigning.assigned(one.claim)
        if had and had.to_id == to.pk:
            return False
        assigning.assign(one.claim, to, by=user, at=one.at)
        one.note(to=str(to))
    return True


def release(claim_id: int, *, user: Any) -> bool:
    """Let anybody work on a claim: it is given to nobody and on nobody's bench. False where that was so before."""
    with act(claim_id, "release", user) as one:
        given, held = assigning.assigned(one.claim), holding.holder(one.claim, one.at)
        names = dict.fromkeys([*([str(given.to)] if given else []), *([str(held.by)] if held else [])])
        assigning.unassign(one.claim)
        holding.release(one.claim)
        if names:
            one.note(names=", ".join(names))
    return bool(names)


@dataclass
class Done:
    """What became of several claims: which were changed, and the sentences of those that were not."""

    claims: list[Claim]
    refused: list[Words]

    @property
    def count(self) -> int:
        """How many were changed."""
        return len(self.claims)


def each(claims: Iterable[Claim], verb: Callable[[int], bool]) -> Done:
    """Do one verb to each of several claims, each in a transaction of its own; a refusal stops none of the others."""
    done = Done([], [])
    for claim in claims:
        try:
            if verb(claim.pk):
                done.claims.append(claim)
        except ActionRefused as refused:
            done.refused.append(f"{claim.number}: {refused.reason}")
    return done


def give(claims: Iterable[Claim], to: Any, *, user: Any) -> Done:
    """Assign several claims at once; the reviewer gets one mail about those they did not have before."""
    done = each(claims, partial(assign, to=to, user=user))
    if done.claims and to != user:
        _tell(done.claims, to, user)
    return done


@transaction.atomic
def _tell(claims: list[Claim], to: Any, by: Any) -> None:
    at, ids = clock.now(), [claim.pk for claim in claims]
    facts: dict[str, Any] = {
        "by": str(by),
        "ids": ids,
        "count": len(ids),
        "claims": [{"number": claim.number, "title": claim.title} for claim in claims[:NAMED]],
        "more": max(len(ids) - NAMED, 0),
        "public_id": claims[0].public_id,
    }
    send("claim_assigned", to=to, subject=claims[0], key=f"{by.pk}:{at.isoformat()}", at=at, **facts)
