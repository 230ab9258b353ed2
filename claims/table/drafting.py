"""The partner's draft, until it is submitted and given up (1.1)."""

from django.utils.translation import gettext_lazy as _

from claims import guards
from claims.enums import ClaimRole, ClaimState
from lifecycle import Transition

S, R = ClaimState, ClaimRole
PARTNER = (R.ADMIN, R.USER)

ROWS: tuple[Transition, ...] = (
    Transition("create", (), S.EDITING, PARTNER, _("Draft started")),
    Transition("copy", tuple(S), None, PARTNER, _("Draft started as a copy of %(source)s")),
    Transition("edit", (S.EDITING,), S.EDITING, PARTNER, _("Changed: %(what)s"), (guards.before_deadline,)),
    Transition(
        "certify",
        (S.EDITING,),
        S.EDITING,
        (R.ADMIN,),
        _("In-house work certified by %(name)s, %(version)s"),
        (guards.before_deadline,),
    ),
    Transition(
        "ask",
        (S.EDITING,),
        S.EDITING,
        PARTNER,
        _("%(asked)s was asked for “%(thing)s”: %(words)s"),
        (guards.before_deadline,),
    ),
    Transition(
        "give",
        (S.EDITING,),
        S.EDITING,
        PARTNER,
        _("Gave what %(by)s asked for: %(thing)s"),
        (guards.before_deadline,),
    ),
    Transition("decline", (S.EDITING,), S.EDITING, PARTNER, _("Cannot give “%(thing)s”: %(reason)s")),
    Transition(
        "call_off",
        (S.EDITING,),
        S.EDITING,
        PARTNER,
        _("“%(thing)s” is no longer asked of %(asked)s: withdrawn"),
    ),
    Transition(
        "ask_over",
        (S.EDITING,),
        S.EDITING,
        (*PARTNER, R.CLOCK),
        _("“%(thing)s” is no longer asked of %(asked)s"),
    ),
    Transition(
        "hand_over",
        (S.EDITING,),
        S.EDITING,
        PARTNER,
        _("Handed over as ready to submit. %(words)s"),
        (guards.before_deadline, guards.changed_since_handover),
    ),
    Transition(
        "hand_back",
        (S.EDITING,),
        S.EDITING,
        (R.ADMIN,),
        _("Handed back to %(to)s: %(words)s"),
        (guards.handed_over,),
    ),
    Transition("delete", (S.EDITING,), None, PARTNER, _("Draft deleted"), (guards.never_submitted,)),
    Transition(
        "submit",
        (S.EDITING,),
        S.SUBMITTED,
        (R.ADMIN,),
        _("Submitted as %(number)s for %(amount)s"),
        (guards.submission_open, guards.before_deadline, guards.nothing_missing),
    ),
    Transition(
        "take_back",
        (S.SUBMITTED,),
        S.EDITING,
        (R.ADMIN,),
        _("Taken back; the draft can be changed again"),
        (guards.not_taken, guards.before_deadline),
    ),
    Transition(
        "withdraw",
        (S.SUBMITTED, S.UNDER_REVIEW, S.AWAITING_APPROVAL, S.ACTION_REQUIRED),
        S.WITHDRAWN,
        (R.ADMIN,),
        _("Withdrawn"),
        (guards.not_in_dispute,),
    ),
)
