"""What the portal writes to people about funds; the words stand in templates/emails/."""

from django.utils.translation import gettext_lazy as _

from funds import owed
from notifications.enums import Group
from notifications.kinds import Kind

KINDS = (
    Kind(
        "money_left",
        _("Money is left in a fund"),
        office_hours=True,
        owed=owed.money_left,
        group=Group.DEADLINES,
    ),
)
