"""What the portal writes to people about claims. How each kind goes is said here, its words in templates/emails/."""

from django.utils.translation import gettext_lazy as _

from notifications.enums import Group
from notifications.kinds import Kind

KINDS = (
    Kind("claim_submitted", _("A claim was submitted"), must_arrive=True),
    Kind("request_made", _("We ask for something"), must_arrive=True, calendar="due"),
    Kind("request_closed", _("We no longer need an answer")),
    Kind("claim_decided", _("A claim is decided"), must_arrive=True),
    Kind("decision_reversed", _("A decision was taken back"), must_arrive=True),
    Kind("dispute_received", _("A dispute arrived"), must_arrive=True),
    Kind("message_written", _("A message about a claim"), optional=True, group=Group.TALK),
    Kind("originals_called", _("Originals are called for"), must_arrive=True, calendar="due"),
    Kind(
        "originals_ahead",
        _("Originals are due soon"),
        office_hours=True,
        calendar="due",
        group=Group.DEADLINES,
    ),
    Kind("originals_overdue", _("Originals did not come"), must_arrive=True),
    Kind("originals_closed", _("A call for originals is closed"), must_arrive=True),
    Kind(
        "deadline_ahead",
        _("A deadline is ahead"),
        office_hours=True,
        calendar="deadline",
        group=Group.DEADLINES,
    ),
    Kind("document_asked", _("A colleague asks for a document"), group=Group.COLLEAGUES),
    Kind("ask_answered", _("A colleague answered"), optional=True, group=Group.COLLEAGUES),
    Kind("claim_ready", _("A colleague handed a draft over"), optional=True, group=Group.COLLEAGUES),
    Kind("claim_handed_back", _("A colleague handed a draft back"), group=Group.COLLEAGUES),
    Kind("nobody_decides", _("Nobody may decide a claim"), group=Group.WORK),
    Kind("reversal_asked", _("A colleague wants to take a decision back"), group=Group.WORK),
    Kind("restriction_asked", _("A colleague wants to restrict a file"), group=Group.WORK),
    Kind("purge_waits", _("A list of documents to delete waits"), group=Group.WORK),
)
