"""The state table (R19), as rows: which verb leads from which states to which, by whom, on which conditions.

`associations.workflow` asks it; docs/association-states.md is drawn from it (`manage.py generate_docs`).
"""

from django.utils.translation import gettext_lazy as _

from associations import guards
from associations.enums import OPEN_STATES, AssociationRole, AssociationState
from lifecycle import Transition

S, R = AssociationState, AssociationRole
PARTNER = (R.ADMIN, R.USER)
STAFF = (R.REVIEWER, R.MANAGER)
#: Whoever is asked may answer; after a rejection there is nothing to answer.
ANSWERABLE = (*OPEN_STATES, S.APPROVED)
DECIDING = (guards.files_ready, guards.not_first_decider)
APPROVING = (*DECIDING, guards.consent_given, guards.free_of_rivals)
OPEN_TO_DISPUTE = (guards.not_own_wish, guards.not_disputed_before, guards.dispute_window_open)

DRAFTING: tuple[Transition, ...] = (
    Transition("create", (S.DRAFT,), None, PARTNER, _("Draft created"), (guards.program_takes,)),
    Transition("edit", (S.DRAFT,), None, PARTNER, _("Changed: %(what)s")),
    Transition("delete", (S.DRAFT,), None, PARTNER, _("Draft deleted")),
    Transition("move", (S.DRAFT,), None, PARTNER, _("Moved to %(location)s"), (guards.program_takes,)),
    Transition(
        "submit",
        (S.DRAFT,),
        S.SUBMITTED,
        (R.ADMIN,),
        _("Submitted as %(number)s"),
        (guards.program_takes, guards.nothing_missing),
    ),
)
REVIEWING: tuple[Transition, ...] = (
    Transition(
        "take", (S.SUBMITTED,), S.UNDER_REVIEW, (R.REVIEWER,), _("Taken for review"), (guards.not_cleared,)
    ),
    Transition(
        "request",
        (S.UNDER_REVIEW, S.DISPUTED),
        S.ACTION_REQUIRED,
        (R.REVIEWER,),
        _("More was asked for, due %(due)s"),
        (guards.not_cleared, guards.not_first_decider),
    ),
    Transition(
        "request_file_again",
        OPEN_STATES,
        S.ACTION_REQUIRED,
        (R.CLOCK,),
        _("A file is asked for again, due %(due)s"),
    ),
    Transition(
        "save_answer",
        (S.ACTION_REQUIRED,),
        None,
        PARTNER,
        _("Answer prepared: %(what)s"),
        (guards.answer_in_time,),
    ),
    Transition(
        "answer",
        (S.ACTION_REQUIRED,),
        None,
        PARTNER,
        _("Answered: %(comment)s"),
        (guards.answer_in_time, guards.proof_there),
    ),
    Transition(
        "lapse",
        (S.ACTION_REQUIRED,),
        None,
        (R.CLOCK,),
        _("Rejected: no answer came in time"),
        (guards.answer_overdue,),
    ),
    Transition(
        "clear",
        (S.UNDER_REVIEW, S.DISPUTED),
        None,
        (R.REVIEWER,),
        _("Proof accepted; the customer's answer is awaited"),
        (guards.not_cleared, *DECIDING, guards.not_declined, guards.consent_open, guards.free_of_rivals),
    ),
    Transition("approve", (S.UNDER_REVIEW, S.DISPUTED), S.APPROVED, (R.REVIEWER,), _("Approved"), APPROVING),
    Transition(
        "complete",
        (S.UNDER_REVIEW, S.DISPUTED),
        S.APPROVED,
        (R.CLOCK, R.CUSTOMER),
        _("Approved: %(consent)s"),
        (guards.cleared, guards.consent_given, guards.free_of_rivals),
    ),
    Transition(
        "reopen",
        (S.UNDER_REVIEW, S.DISPUTED),
        None,
        (R.CLOCK, R.CUSTOMER),
        _("Another partner was recorded meanwhile: to be decided between both"),
        (guards.cleared, guards.taken_meanwhile),
    ),
    Transition(
        "approve_over",
        (S.UNDER_REVIEW, S.DISPUTED),
        S.APPROVED,
        (R.REVIEWER,),
        _("Approved over %(others)s: %(reason)s"),
        (*DECIDING, guards.consent_given, guards.has_rivals, guards.decides_all),
    ),
    Transition(
        "reject",
        (S.UNDER_REVIEW,),
        S.REJECTED,
        (R.REVIEWER,),
        _("Rejected: %(reason)s"),
        (guards.not_first_decider,),
    ),
    Transition(
        "reject_finally",
        (S.DISPUTED,),
        S.REJECTED_FINAL,
        (R.REVIEWER,),
        _("Rejected for good: %(reason)s"),
        (guards.not_first_decider,),
    ),
)
CUSTOMER: tuple[Transition, ...] = (
    Transition("confirm", ANSWERABLE, None, (R.CUSTOMER,), _("The customer confirmed")),
    Transition(
        "not_me", ANSWERABLE, None, (R.CUSTOMER,), _("The customer's contact is not the right person")
    ),
    Transition("decline", OPEN_STATES, None, (R.CUSTOMER,), _("The customer declined: %(words)s")),
    Transition(
        "object", (S.APPROVED,), S.REJECTED_FINAL, (R.CUSTOMER,), _("The customer ended it: %(words)s")
    ),
    Transition(
        "link_again",
        ANSWERABLE,
        None,
        (R.CUSTOMER,),
        _("A fresh link was sent to the customer"),
        (guards.asked_customer,),
    ),
    Transition(
        "ask_again",
        OPEN_STATES,
        None,
        (R.ADMIN, R.USER),
        _("The customer's contact was corrected: %(address)s"),
        (guards.asked_customer,),
    ),
    Transition(
        "mail_returned",
        OPEN_STATES,
        None,
        STAFF,
        _("The mail to the customer came back"),
        (guards.mail_arrived,),
    ),
    Transition(
        "mail_failed",
        OPEN_STATES,
        None,
        (R.CLOCK,),
        _("The mail to the customer could not be delivered"),
        (guards.mail_lost,),
    ),
)
AFTERWARDS: tuple[Transition, ...] = (
    Transition(
        "withdraw",
        (S.SUBMITTED, S.UNDER_REVIEW, S.ACTION_REQUIRED),
        S.REJECTED,
        (R.ADMIN,),
        _("Taken back by the partner: %(reason)s"),
        (guards.not_in_dispute,),
    ),
    Transition(
        "dispute", (S.REJECTED,), S.DISPUTED, (R.ADMIN,), _("Disputed: %(statement)s"), OPEN_TO_DISPUTE
    ),
    Transition(
        "add_proof", (S.APPROVED,), None, PARTNER, _("Newer proof added: %(name)s"), (guards.has_rivals,)
    ),
    Transition(
        "disassociate",
        (S.APPROVED,),
        S.REJECTED_FINAL,
        (R.ADMIN, R.MANAGER),
        _("Ended: %(reason)s"),
    ),
    Transition(
        "give_way",
        (S.APPROVED, *OPEN_STATES),
        None,
        (R.CLOCK,),
        _("%(winner)s was approved instead: %(reason)s"),
    ),
    Transition(
        "renew", (S.APPROVED, S.REJECTED, S.REJECTED_FINAL), None, PARTNER, _("Renewed by a new draft")
    ),
    Transition(
        "write",
        tuple(S),
        None,
        (R.ADMIN, R.USER, R.REVIEWER, R.MANAGER),
        _("Message: %(words)s"),
    ),
    Transition("note", tuple(S), None, (R.REVIEWER, R.MANAGER), _("Note for colleagues")),
)
TABLE = (*DRAFTING, *REVIEWING, *CUSTOMER, *AFTERWARDS)
BY_VERB = {row.verb: row for row in TABLE}
