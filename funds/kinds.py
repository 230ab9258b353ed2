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
    Kind(
        "earning_closed",
        _("An earning period was closed: funds are kept or became a rebate"),
        must_arrive=True,
        group=Group.DEADLINES,
    ),
    Kind(
        "earnings_waiting",
        _("An import of earnings waits for a second person"),
        must_arrive=True,
        owed=owed.earnings_waiting,
        group=Group.WORK,
    ),
    Kind("earnings_failed", _("An import of earnings goes no further"), must_arrive=True, group=Group.WORK),
    Kind(
        "earnings_done", _("An import of earnings was applied or taken back"), optional=True, group=Group.WORK
    ),
)
