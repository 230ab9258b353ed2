"""To incentives admins: a deadline was extended for every location, with what of theirs depends on it."""

from collections.abc import Iterator
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.db.models import Count, Q

from accounts.models import Membership, Partner
from claims.models import Claim
from funds.models import Fund
from funds.querysets import LEFT
from notifications.actions.sending import Draft, send_many
from programs.actions.extending import about
from programs.models import Extension
from programs.money import quantise

CHUNK = 1000


def tell_all(extension: Extension, at: datetime) -> int:
    """Tell whoever has drafts or money left in the period, or had asked; once, after both came back.

    Not where the location's own extension reaches further. Returns how many messages there were.
    """
    return send_many("extension_for_all", _told(extension), at)


def _told(extension: Extension) -> Iterator[Draft]:
    period = extension.period
    drafts = _drafts(extension)
    left = _left(extension)
    asked = set(extension.requests.values_list("partner", flat=True))
    further = period.extensions.exclude(partner=None).filter(deadline__gte=extension.deadline)
    mine = {*drafts, *left, *asked} - set(further.values_list("partner", flat=True))
    may_use = Q(scopes=None) | Q(scopes__program=period.program_id)
    admins = Membership.objects.admins().filter(may_use, user__is_active=True, partner__in=mine)
    for one in admins.select_related("user", "partner").order_by("pk").iterator(chunk_size=CHUNK):
        facts = _facts(extension, one.partner, drafts.get(one.partner_id, 0), left.get(one.partner_id))
        key = f"extension {extension.pk}:{one.partner_id}"
        yield Draft(one.user, period, key, facts, void_at=extension.deadline)


def _drafts(extension: Extension) -> dict[int, int]:
    """How many drafts each location has in the period."""
    mine: Any = Claim.objects.drafts().filter(period=extension.period).order_by().values_list("partner")
    return dict(mine.annotate(Count("pk")))


def _left(extension: Extension) -> dict[int, Decimal]:
    """What is left in the period, by location."""
    funds: Any = Fund.objects.filter(period=extension.period).with_something_left()
    return dict(funds.annotate(amount=LEFT).order_by().values_list("partner", "amount"))


def _facts(extension: Extension, partner: Partner, drafts: int, left: Any) -> dict[str, Any]:
    currency = extension.period.program.currency
    return about(extension.period, partner) | {
        "deadline": extension.deadline.isoformat(),
        "words": extension.reason,
        "drafts": drafts,
        "left": str(quantise(left, currency)) if left else "",
        "currency": currency,
    }
