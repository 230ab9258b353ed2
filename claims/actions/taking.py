"""Taking the next claim from the queue."""

from typing import Any

from django.db import transaction

from claims.actions.reviewing import take
from claims.models import Claim
from claims.workflow import BY_VERB, wrong_role
from lifecycle import ActionRefused, Verdict
from programs.enums import VendorRole
from programs.models import ProgramRole


@transaction.atomic
def take_next(*, user: Any) -> Claim | None:
    """Take the claim that has waited longest of those the person may review; None when nothing waits.

    Two people at once get two claims: a row somebody is just taking is passed over.
    Raises ActionRefused for a person who reviews nowhere.
    """
    if not ProgramRole.objects.filter(user=user, role=VendorRole.REVIEWER).exists():
        raise ActionRefused(Verdict(False, wrong_role(BY_VERB["take"]), forbidden=True))
    waiting = Claim.objects.takeable_by(user).most_urgent_first()
    claim = waiting.select_for_update(of=("self",), skip_locked=True).first()
    return take(claim.pk, user=user) if claim else None
