"""What the portal writes to people about claims. How each kind goes is said here, its words in templates/emails/."""

from django.utils.translation import gettext_lazy as _

from claims import lots_owed, owed
from notifications.enums import Group
from notifications.kinds import Kind
from review.owed import request as request_owed

KINDS = (
    Kind("claim_submitted", _("A claim was submitted"), must_arrive=True),
    Kind("request_made", _("We ask for something"), must_arrive=True, calendar="due"),
    Kind(
        "request_due_soon",
        _("An answer is due soon"),
        office_hours=True,
        calendar="due",
        owed=request_owed,
        group=Group.DEADLINES,
    ),
    Kind("request_lapsed", _("The time to answer is over"), must_arrive=True),
    Kind("request_closed", _("We no longer need an answer")),
    Kind("file_refused", _("A file was not accepted"), owed=owed.files),
    Kind("claim_decided", _("A claim is decided"), must_arrive=True),
    Kind(
        "dispute_ends",
        _("A decision can be disputed for a few more days"),
        office_hours=True,
        calendar="rest_ends",
        owed=owed.rest,
        group=Group.DEADLINES,
    ),
    Kind("decision_reversed", _("A decision was taken back"), must_arrive=True),
    Kind("dispute_received", _("A dispute arrived"), must_arrive=True),
    Kind("message_written", _("A message about a claim"), optional=True, group=Group.TALK),
    Kind("originals_called", _("Originals are called for"), must_arrive=True, calendar="due"),
    Kind(
        "originals_ahead",
        _("Originals are due soon"),
        office_hours=True,
        calendar="due",
        owed=owed.call,
        group=Group.DEADLINES,
    ),
    Kind("originals_overdue", _("Originals did not come"), must_arrive=True),
    Kind("originals_closed", _("A call for originals is closed"), must_arrive=True),
    Kind("originals_released", _("Originals need not be kept any longer"), optional=True, office_hours=True),
    Kind(
        "deadline_ahead",
        _("A deadline is ahead"),
        office_hours=True,
        calendar="deadline",
        owed=lots_owed.still_drafts,
        group=Group.DEADLINES,
    ),
    Kind(
        "draft_expired",
        _("A draft has expired"),
        office_hours=True,
        owed=lots_owed.still_expired,
        group=Group.DEADLINES,
    ),
    Kind(
        "period_closing",
        _("A usage period is about to close"),
        optional=True,
        office_hours=True,
        group=Group.WORK,
    ),
    Kind(
        "period_closed",
        _("A usage period has closed: the figures"),
        optional=True,
        office_hours=True,
        group=Group.WORK,
    ),
    Kind("document_asked", _("A colleague asks for a document"), owed=owed.asked, group=Group.COLLEAGUES),
    Kind(
        "ask_answered",
        _("A colleague answered"),
        optional=True,
        owed=owed.draft,
        group=Group.COLLEAGUES,
    ),
    Kind(
        "claim_ready",
        _("A colleague handed a draft over"),
        optional=True,
        owed=owed.handed_over,
        group=Group.COLLEAGUES,
    ),
    Kind(
        "claim_handed_back",
        _("A colleague handed a draft back"),
        owed=owed.handed_back,
        group=Group.COLLEAGUES,
    ),
    Kind("claim_assigned", _("You are given claims"), optional=True, owed=owed.assignment, group=Group.WORK),
    Kind("claim_answered", _("A partner answered"), optional=True, owed=owed.answer, group=Group.WORK),
    Kind(
        "promise_at_risk",
        _("A promised decision is at risk"),
        optional=True,
        office_hours=True,
        owed=owed.promise,
        group=Group.WORK,
    ),
    Kind("nobody_decides", _("Nobody may decide a claim"), owed=owed.dispute, group=Group.WORK),
    Kind(
        "reversal_asked",
        _("A colleague wants to take a decision back"),
        owed=owed.reversal,
        group=Group.WORK,
    ),
    Kind(
        "restriction_asked",
        _("A colleague wants to restrict a file"),
        owed=owed.restriction,
        group=Group.WORK,
    ),
    Kind("purge_waits", _("A list of documents to delete waits"), owed=owed.purge, group=Group.WORK),
    Kind(
        "keep_until_reached",
        _("Files can be deleted"),
        optional=True,
        office_hours=True,
        group=Group.WORK,
    ),
)
