"""What the portal writes to people about customer associations; the words stand in templates/emails/."""

from django.utils.translation import gettext_lazy as _

from notifications.enums import Group
from notifications.kinds import Kind
from review.owed import request as request_owed

KINDS = (
    Kind("association_submitted", _("A customer association was submitted"), must_arrive=True),
    Kind(
        "association_asked", _("We ask for something about an association"), must_arrive=True, calendar="due"
    ),
    Kind(
        "association_due_soon",
        _("An answer about an association is due soon"),
        office_hours=True,
        calendar="due",
        owed=request_owed,
        group=Group.DEADLINES,
    ),
    Kind("association_answered", _("A partner answered about an association"), optional=True),
    Kind("association_decided", _("A customer association is decided"), must_arrive=True),
    Kind("association_disputed", _("A dispute of an association arrived"), must_arrive=True),
    Kind("association_ended", _("A customer association has ended"), must_arrive=True),
    Kind("association_message", _("A message about an association"), optional=True),
    Kind("customer_asked", _("A customer is asked to confirm an association"), must_arrive=True),
    Kind("customer_not_me", _("A customer's contact is not the right person"), must_arrive=True),
    Kind("customer_not_reached", _("A mail did not reach the customer"), must_arrive=True),
)
