"""Drafts by the person they concern, so that somebody with a hundred of them gets one message, not a hundred.

Read from the database as a stream: one query, however many drafts and people there are.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.contrib.postgres.aggregates import ArrayAgg
from django.db.models import F, OuterRef, Q, Subquery
from django.db.models.expressions import Combinable

from accounts.enums import PartnerRole
from accounts.models import Partner, User
from claims.querysets import ClaimQuerySet
from funds.models import Fund

#: So many rows are held at once.
CHUNK = 1000
MEMBER = "partner__memberships__"
PERSON = tuple(f"{MEMBER}user__{field}" for field in ("pk", "email", "language", "zone"))
LOCATION = tuple(f"partner__{field}" for field in ("pk", "public_id", "legal_name", "city"))


@dataclass(frozen=True)
class Lot:
    """What one person is told of at once: drafts of one location, usage period and deadline.

    person, partner: with no more than a message reads of them; claims: the keys of all, public ids and
    titles beside them; amount: of the location's fund as it was asked for, None where there is no fund.
    """

    person: User
    partner: Partner
    period: int
    deadline: datetime
    claims: list[int]
    public_ids: list[str]
    titles: list[str]
    amount: Decimal | None


def lots(claims: ClaimQuerySet, amount: Combinable) -> Iterator[Lot]:
    """These claims for each person: their own, and for incentives admins all of their location.

    claims: of `with_deadline()`; amount: an expression over the fund the claims draw on. Only for people
    who still work for the location, may use the program (R7) and may sign in.
    """
    fund = Fund.objects.filter(partner=OuterRef("partner"), period=OuterRef("period")).order_by()
    rows = (
        claims.filter(_concerned())
        .annotate(amount=Subquery(fund.values_list(amount)[:1]))
        .order_by()
        .values_list(*PERSON, *LOCATION, "period", "deadline", "amount")
        .annotate(
            claims=ArrayAgg("pk", order_by="pk"),
            public_ids=ArrayAgg("public_id", order_by="pk"),
            titles=ArrayAgg("title", order_by="pk"),
        )
    )
    for row in rows.iterator(chunk_size=CHUNK):
        yield _lot(*row)


def _concerned() -> Q:
    """In one condition, so that it is one and the same membership that is asked."""
    told = Q(**{f"{MEMBER}role": PartnerRole.ADMIN}) | Q(**{f"{MEMBER}user": F("owner")})
    may_use = Q(**{f"{MEMBER}scopes": None}) | Q(**{f"{MEMBER}scopes__program": F("program")})
    return told & may_use & Q(**{f"{MEMBER}user__is_active": True})


def _lot(*row: Any) -> Lot:
    pk, email, language, zone, *rest = row
    partner, public_id, legal_name, city, period, deadline, amount, claims, public_ids, titles = rest
    return Lot(
        User(pk=pk, email=email, language=language, zone=zone),
        Partner(pk=partner, public_id=public_id, legal_name=legal_name, city=city),
        period,
        deadline,
        claims,
        public_ids,
        titles,
        amount,
    )
