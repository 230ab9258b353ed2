"""May the state go from A to B: the table of the design (1.1), as rows, and the one verdict over it.

docs/claim-states.md is drawn from this table (`manage.py generate_docs`).
"""

from datetime import datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from claims import guards
from claims.enums import ClaimRole, ClaimState
from claims.models import Claim
from claims.permissions import roles_of
from lifecycle import Transition, Verdict
from lifecycle.transitions import YES

S, R = ClaimState, ClaimRole
PARTNER = (R.ADMIN, R.USER)
#: The state a claim came from; written where a row leads back.
BACK = None

TABLE: tuple[Transition, ...] = (
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
    Transition("take", (S.SUBMITTED,), S.UNDER_REVIEW, (R.REVIEWER,), _("Taken for review")),
    Transition(
        "request",
        (S.UNDER_REVIEW, S.DISPUTED),
        S.ACTION_REQUIRED,
        (R.REVIEWER,),
        _("More was asked for, due %(due)s: %(words)s"),
        (guards.nothing_leaving, guards.not_first_decider),
    ),
    Transition(
        "request_file_again",
        (S.SUBMITTED, S.UNDER_REVIEW, S.DISPUTED, S.AWAITING_APPROVAL, S.ACTION_REQUIRED),
        S.ACTION_REQUIRED,
        (R.CLOCK,),
        _("A file did not pass the checks and is asked for again: %(words)s"),
    ),
    Transition(
        "file_ready",
        (S.ACTION_REQUIRED,),
        BACK,
        (R.CLOCK,),
        _("“%(name)s” was checked once more and is ready; nothing has to be sent again"),
    ),
    Transition(
        "save_answer", (S.ACTION_REQUIRED,), S.ACTION_REQUIRED, PARTNER, _("Answer prepared: %(what)s")
    ),
    Transition(
        "answer", (S.ACTION_REQUIRED,), BACK, PARTNER, _("Answered: %(words)s"), (guards.answer_in_time,)
    ),
    Transition(
        "lapse",
        (S.ACTION_REQUIRED,),
        BACK,
        (R.CLOCK,),
        _("The time to answer is over; what was saved until then was sent"),
        (guards.answer_overdue,),
    ),
    Transition(
        "recommend",
        (S.UNDER_REVIEW, S.DISPUTED),
        S.AWAITING_APPROVAL,
        (R.REVIEWER,),
        _("Approval of %(amount)s recommended"),
        (guards.nothing_leaving, guards.above_limit, guards.files_ready, guards.not_first_decider),
    ),
    Transition(
        "return",
        (S.AWAITING_APPROVAL,),
        BACK,
        (R.APPROVER,),
        _("Sent back to the reviewer: %(reason)s"),
        (guards.nothing_leaving, guards.not_own_recommendation),
    ),
    Transition(
        "decide",
        (S.UNDER_REVIEW, S.DISPUTED, S.AWAITING_APPROVAL),
        None,
        (R.REVIEWER, R.APPROVER),
        _("Decision made: %(approved)s of %(claimed)s approved; it leaves on %(leaves)s"),
        (
            guards.nothing_leaving,
            guards.decided_by_the_right_person,
            guards.files_ready,
            guards.not_first_decider,
        ),
    ),
    Transition(
        "undo",
        (S.UNDER_REVIEW, S.DISPUTED, S.AWAITING_APPROVAL),
        None,
        (R.REVIEWER, R.APPROVER),
        _("Decision undone before it left"),
        (guards.own_decision_leaving,),
    ),
    Transition(
        "leave",
        (S.UNDER_REVIEW, S.DISPUTED, S.AWAITING_APPROVAL),
        None,
        (R.REVIEWER, R.APPROVER, R.CLOCK),
        _("Decided: %(approved)s of %(claimed)s approved"),
        (guards.time_to_leave,),
    ),
    Transition(
        "dispute",
        (S.REJECTED, S.APPROVED),
        S.DISPUTED,
        (R.ADMIN,),
        _("Disputed: %(statement)s"),
        (guards.has_cut, guards.not_disputed_before, guards.dispute_window_open),
    ),
    Transition(
        "reverse",
        (S.APPROVED,),
        S.UNDER_REVIEW,
        (R.REVIEWER, R.APPROVER),
        _("Decision reversed together with %(second)s: %(reason)s"),
        (guards.unpaid,),
    ),
    Transition(
        "free_rest",
        (S.APPROVED, S.REJECTED),
        None,
        (R.CLOCK,),
        _("The time to dispute is over; what was not approved is free again"),
        (guards.dispute_over,),
    ),
    Transition(
        "expire", (S.EDITING,), S.EXPIRED, (R.CLOCK,), _("Expired at the deadline"), (guards.deadline_passed,)
    ),
    Transition(
        "revive",
        (S.EXPIRED,),
        S.EDITING,
        (R.CLOCK, R.MANAGER),
        _("Brought back: the deadline was extended"),
        (guards.before_deadline,),
    ),
)

BY_VERB = {row.verb: row for row in TABLE}


def verdict(claim: Claim, verb: str, user: Any | None, at: datetime) -> Verdict:
    """Yes, or no and why: role first, then state, then the row's guards in order.

    user None is the clock. The same sentence greys the button, fills the 403 or 409
    page and stands in the test. Raises KeyError for a verb the table does not have.
    """
    return _verdict(claim, BY_VERB[verb], user, at, roles_of(user, claim))


def _verdict(
    claim: Claim, row: Transition, user: Any | None, at: datetime, roles: frozenset[ClaimRole]
) -> Verdict:
    if not roles & set(row.roles):
        return Verdict(False, wrong_role(row), forbidden=True)
    if claim.state not in row.sources:
        return Verdict(False, wrong_state(claim))
    for guard in row.guards:
        answer = guard(claim, user, at)
        if not answer:
            return answer
    return YES


def allowed(
    claim: Claim, user: Any, at: datetime, roles: frozenset[ClaimRole] | None = None
) -> dict[str, Verdict]:
    """The verdict of every verb, for the buttons of a page. Templates ask `allowed.submit.ok`.

    roles: the person's, where the page has asked for them already.
    """
    roles = roles_of(user, claim) if roles is None else roles
    return {verb: _verdict(claim, row, user, at, roles) for verb, row in BY_VERB.items()}


def wrong_role(row: Transition) -> str:
    """The sentence of 403: who may."""
    roles = [str(ClaimRole(role).label) for role in row.roles]
    return _("Only these may do this: %(roles)s.") % {"roles": ", ".join(roles)}


def wrong_state(claim: Claim) -> str:
    """The sentence of 409: how the claim stands."""
    return _("The claim is not in a state for this. It is: %(state)s.") % {"state": claim.partner_label}
