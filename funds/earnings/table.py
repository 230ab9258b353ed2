"""An import's way as rows: which verb leads from where to where, by whom, on which conditions; and the verdict."""

from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from funds.earnings import guards
from funds.earnings.querysets import CONFIRMING
from funds.earnings.states import ImportState as S
from funds.models import EarningsImport
from lifecycle import Transition, Verdict
from lifecycle.transitions import judge
from programs.enums import VendorRole
from programs.permissions import vendor_roles

#: What a worker does, in nobody's name.
WORKER = "WORKER"
MANAGER = (VendorRole.MANAGER,)

TABLE: tuple[Transition, ...] = (
    Transition("send", (S.READING, S.WAITING), None, MANAGER, gettext_lazy("Brought in")),
    Transition("refuse_file", (S.READING,), S.UNREADABLE, (WORKER,), gettext_lazy("The file cannot be read")),
    Transition(
        "refuse_rows", (S.READING,), S.WRONG, (WORKER,), gettext_lazy("Checked: rows to correct: %(wrong)s")
    ),
    Transition("check", (S.READING,), S.WAITING, (WORKER,), gettext_lazy("Checked: good rows: %(rows)s")),
    Transition(
        "drop",
        (S.WAITING, S.WRONG, S.UNREADABLE),
        S.DROPPED,
        CONFIRMING,
        gettext_lazy("Dropped: %(reason)s"),
    ),
    Transition(
        "confirm",
        (S.WAITING,),
        S.APPLYING,
        CONFIRMING,
        gettext_lazy("Confirmed"),
        (guards.second_person, guards.not_own_company, guards.still_open),
    ),
    Transition("apply", (S.APPLYING,), S.APPLIED, (WORKER,), gettext_lazy("Applied: rows: %(rows)s")),
    Transition(
        "ask_reversal",
        (S.APPLIED,),
        S.REVERSAL_ASKED,
        MANAGER,
        gettext_lazy("To be taken back: %(reason)s"),
        (guards.not_decided, guards.unused),
    ),
    Transition("keep", (S.REVERSAL_ASKED,), S.APPLIED, CONFIRMING, gettext_lazy("It stays applied")),
    Transition(
        "reverse",
        (S.REVERSAL_ASKED,),
        S.REVERSING,
        CONFIRMING,
        gettext_lazy("Taking it back confirmed"),
        (guards.second_person_reversing, guards.not_decided, guards.unused),
    ),
    Transition("take_back", (S.REVERSING,), S.REVERSED, (WORKER,), gettext_lazy("Taken back")),
    Transition(
        "give_up_reversal",
        (S.REVERSING,),
        S.APPLIED,
        (WORKER,),
        gettext_lazy("Not taken back: %(reason)s"),
    ),
)
BY_VERB = {row.verb: row for row in TABLE}


def verdict(imported: EarningsImport, verb: str, user: Any | None, at: datetime) -> Verdict:
    """Yes, or no and why: role first, then state, then the row's guards in order; None is the worker."""
    roles = {WORKER} if user is None else set(map(str, vendor_roles(user, imported.program)))
    return judge(BY_VERB[verb], imported, user, at, roles, wrong_role=_wrong_role, wrong_state=_wrong_state)


def allowed(imported: EarningsImport, user: Any, at: datetime) -> dict[str, Verdict]:
    """The verdicts of what people do, for the buttons of a page; whether it is unused the page of that act asks."""
    return {verb: verdict(imported, verb, user, at) for verb in ("drop", "confirm", "keep", "reverse")}


def _wrong_role(row: Transition) -> str:
    roles = [str(VendorRole(role).label) for role in row.roles if role != WORKER]
    return _("Only these may do this: %(roles)s.") % {"roles": ", ".join(roles)}


def _wrong_state(imported: EarningsImport) -> str:
    return _("The import is not in a state for this. It is: %(state)s.") % {
        "state": imported.get_state_display()
    }
