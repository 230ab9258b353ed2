"""What the portal writes to people about deadlines that move; the words stand in templates/emails/."""

from django.utils.translation import gettext_lazy as _

from notifications.enums import Group
from notifications.kinds import Kind
from programs import owed

KINDS = (
    Kind(
        "extension_asked",
        _("A partner asks for an extension"),
        optional=True,
        owed=owed.request,
        group=Group.WORK,
    ),
    Kind(
        "extension_answered",
        _("An extension is granted or refused"),
        must_arrive=True,
        calendar="moved_to",
        group=Group.DEADLINES,
    ),
    Kind(
        "year_opened",
        _("A fiscal year begins"),
        must_arrive=True,
        office_hours=True,
        group=Group.DEADLINES,
    ),
    Kind(
        "activity_not_published",
        _("An activity could not be published on its day"),
        owed=owed.publishing,
        group=Group.WORK,
    ),
    Kind(
        "program_entry",
        _("Your location is invited to a program, or takes part"),
        optional=True,
        office_hours=True,
        group=Group.CLAIMS,
    ),
    Kind(
        "extension_for_all",
        _("A deadline was extended for everybody"),
        must_arrive=True,
        calendar="deadline",
        group=Group.DEADLINES,
    ),
)
