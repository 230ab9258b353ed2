"""From taking a claim to its decision, its dispute and its reversal (1.1)."""

from django.utils.translation import gettext_lazy as _

from claims import guards
from claims.enums import ClaimRole, ClaimState
from lifecycle import Transition

S, R = ClaimState, ClaimRole
PARTNER = (R.ADMIN, R.USER)
#: The state a claim came from; written where a row leads back.
BACK = None

ROWS: tuple[Transition, ...] = (
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
        "correct_amounts",
        (S.ACTION_REQUIRED,),
        S.ACTION_REQUIRED,
        (R.ADMIN,),
        _("Answer prepared: %(what)s"),
        (guards.amounts_open,),
    ),
    Transition(
        "answer",
        (S.ACTION_REQUIRED,),
        BACK,
        PARTNER,
        _("Answered: %(words)s"),
        (guards.answer_in_time,),
        (guards.amounts_sent_by_admin,),
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
        (guards.decided_in_the_right_capacity,),
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
)
