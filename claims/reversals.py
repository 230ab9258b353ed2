"""Taking a decision back by two people: the conditions of its verbs (1.1)."""

from datetime import datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from claims.models import Claim
from lifecycle import Verdict
from lifecycle.transitions import YES

NOTHING_ASKED = _("Nobody asks to take this decision back.")


def not_asked(claim: Claim, user: Any, at: datetime) -> Verdict:
    """One request at a time."""
    if claim.reversal_asked is None:
        return YES
    words = _("%(name)s has asked already to take this decision back.")
    return Verdict(False, words % {"name": claim.reversal_asked.asked_by})


def asked(claim: Claim, user: Any, at: datetime) -> Verdict:
    """Only what is asked for is turned down."""
    return YES if claim.reversal_asked else Verdict(False, NOTHING_ASKED)


def asked_by_somebody_else(claim: Claim, user: Any, at: datetime) -> Verdict:
    """Two people take a decision back: who asked does not agree."""
    if claim.reversal_asked is None:
        return Verdict(False, NOTHING_ASKED)
    own = user is not None and claim.reversal_asked.asked_by_id == user.pk
    words = _("You asked to take this decision back; a second person has to agree.")
    return Verdict(False, words) if own else YES
