"""May it be done: the one verdict over the rows of `payments.table`."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.enums import PartnerRole
from lifecycle import Transition, Verdict
from lifecycle.transitions import judge
from payments.models import Payment
from payments.permissions import CLOCK, Subject, roles_of
from payments.table import BY_VERB, TABLE
from programs.enums import VendorRole

__all__ = ["BY_VERB", "TABLE", "allowed", "verdict", "wrong_role"]

_LABELS = {role.value: role.label for role in (*PartnerRole, *VendorRole)} | {
    CLOCK: gettext_lazy("the clock")
}


def verdict(subject: Subject, verb: str, user: Any | None, at: datetime) -> Verdict:
    """Yes, or no and why: role first, then state, then the row's guards in order.

    user None is the clock. What is only to be made is asked about with an unsaved row. Raises KeyError for a
    verb the tables do not have.
    """
    return _verdict(subject, BY_VERB[verb], user, at, roles_of(user, subject))


def allowed(subject: Subject, verbs: Iterable[str], user: Any, at: datetime) -> dict[str, Verdict]:
    """The verdict of each of some verbs, for the buttons of a page. Templates ask `allowed.mark_sent.ok`."""
    roles = roles_of(user, subject)
    return {verb: _verdict(subject, BY_VERB[verb], user, at, roles) for verb in verbs}


def _verdict(subject: Subject, row: Transition, user: Any, at: datetime, roles: frozenset[str]) -> Verdict:
    return judge(row, subject, user, at, roles, wrong_role=wrong_role, wrong_state=_wrong_state)


def wrong_role(row: Transition) -> str:
    """The sentence of 403: who may."""
    named = ", ".join(str(_LABELS[role]) for role in row.roles)
    return _("Only these may do this: %(roles)s.") % {"roles": named}


def _wrong_state(subject: Any) -> str:
    """The sentence of 409: how it stands."""
    return _("It is not in a state for this. It is: %(state)s.") % {"state": _label(subject)}


def _label(subject: Any) -> str:
    return str(subject.get_stage_display() if isinstance(subject, Payment) else subject.get_state_display())
