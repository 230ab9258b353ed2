"""A location with one incentives admin is asked to name a second one (R7), once a quarter."""

from collections.abc import Iterator
from datetime import UTC, datetime

from accounts.models import Membership, Partner
from notifications.actions.sending import Draft
from notifications.actions.telling import tell


def ask_for_a_second_admin(at: datetime) -> int:
    """Ask as a quarter begins. Returns how many messages there were."""
    return tell("one_admin", _alone, at)


def _quarter(at: datetime) -> str:
    day = at.astimezone(UTC).date()
    return f"{day.year}Q{(day.month + 2) // 3}"


def _alone(since: datetime, at: datetime) -> Iterator[Draft]:
    quarter = _quarter(at)
    if quarter == _quarter(since):
        return
    single = Partner.objects.with_one_admin()
    held = Membership.objects.admins().filter(partner__in=single, user__is_active=True)
    for one in held.select_related("user", "partner").iterator():
        yield Draft(
            one.user, one.partner, quarter, {"partner": str(one.partner), "public_id": one.partner.public_id}
        )
