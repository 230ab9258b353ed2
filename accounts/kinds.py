"""What the portal writes to people about their location's profile; the words stand in templates/emails/."""

from django.utils.translation import gettext_lazy as _

from accounts import owed
from notifications.enums import Group
from notifications.kinds import Kind

KINDS = (
    Kind("payee_changed", _("The payee profile was changed"), must_arrive=True, group=Group.PAYEE),
    Kind(
        "payee_withdrawn",
        _("A change of the payee profile was withdrawn"),
        must_arrive=True,
        group=Group.PAYEE,
    ),
    Kind(
        "one_admin",
        _("Your location has only one incentives admin"),
        optional=True,
        office_hours=True,
        owed=owed.alone,
        group=Group.COLLEAGUES,
    ),
    Kind(
        "colleague_unreachable",
        _("Mails do not reach a colleague"),
        owed=owed.unreachable,
        group=Group.COLLEAGUES,
    ),
)
