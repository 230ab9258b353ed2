"""In which order the queue stands, and its pages.

Keyset paging: a page begins behind a place, (value, id), so that a claim that arrives or leaves meanwhile moves no
other row, and the last page costs what the first does.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal, InvalidOperation
from typing import Any

from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from claims.models import Claim
from claims.querysets import ClaimQuerySet
from lifecycle.transitions import Words

PAGE = 25


def _instant(text: str) -> datetime:
    at = datetime.fromisoformat(text)
    if at.tzinfo is None:
        raise ValueError("An instant has a zone.")
    return at


@dataclass(frozen=True)
class Order:
    """By which column, "" for the id alone; equal ones and those without a value stand by their id, these last.

    `falling`: the largest first, and the newest id first. `read`: the column's value out of an address.
    """

    label: Words
    column: str
    read: Callable[[str], Any]
    falling: bool = False

    @property
    def keys(self) -> list[Any]:
        """The order itself, for `order_by`."""
        if self.falling:
            return [*([f"-{self.column}"] if self.column else []), "-pk"]
        return [F(self.column).asc(nulls_last=True), "pk"]

    @property
    def backwards(self) -> list[Any]:
        if self.falling:
            return [*([self.column] if self.column else []), "pk"]
        return [F(self.column).desc(nulls_first=True), "-pk"]

    def beyond(self, place: "Place") -> Q:
        """What stands behind a place."""
        return self._side(place, *(("lt", "lt") if self.falling else ("gt", "gt")), without=True)

    def ahead(self, place: "Place") -> Q:
        """What stands before a place."""
        return self._side(place, *(("gt", "gt") if self.falling else ("lt", "lt")), without=False)

    def _side(self, place: "Place", column_side: str, pk_side: str, *, without: bool) -> Q:
        by_id = Q(**{f"pk__{pk_side}": place.pk})
        if not self.column:
            return by_id
        if place.value is None:
            last = Q(**{self.column: None}) & by_id
            return last if without else last | Q(**{f"{self.column}__isnull": False})
        found = Q(**{f"{self.column}__{column_side}": place.value}) | Q(**{self.column: place.value}) & by_id
        return found | Q(**{self.column: None}) if without and not self.falling else found

    def place_of(self, claim: Claim) -> "Place":
        """Where a claim stands."""
        return Place(getattr(claim, self.column) if self.column else None, claim.pk)

    def place(self, text: str) -> "Place | None":
        """The place an address names, or None for one that names none."""
        value, _mark, pk = text.partition("~")
        try:
            return Place(self.read(value) if value and self.column else None, int(pk))
        except (ValueError, InvalidOperation):
            return None


@dataclass(frozen=True)
class Place:
    """Where a claim stands in an order; value None: after all that have one."""

    value: datetime | Decimal | None
    pk: int

    def __str__(self) -> str:
        value = self.value.isoformat() if isinstance(self.value, datetime) else self.value
        return f"{'' if value is None else value}~{self.pk}"


#: R9: overdue ones first, those nobody waits for last.
PROMISE = Order(_("Promised first"), "promised_at", _instant)
AGE = Order(_("Waiting longest"), "waiting_since", _instant)
AMOUNT = Order(_("Largest amount"), "claimed", Decimal, falling=True)
#: Of claims that are not open: nobody waits for one of them.
NEWEST = Order(_("Newest"), "", str, falling=True)
#: By the word of an address.
ORDERS = {"": PROMISE, "age": AGE, "amount": AMOUNT}


@dataclass(frozen=True)
class Page:
    """Some claims in an order, and the places where the pages beside them begin."""

    claims: list[Claim]
    previous: Place | None
    following: Place | None


def page_of(
    claims: ClaimQuerySet, order: Order = PROMISE, *, after: Place | None = None, before: Place | None = None
) -> Page:
    """The first page, or the one behind or before a place."""
    if before:
        found = list(claims.filter(order.ahead(before)).order_by(*order.backwards)[: PAGE + 1])
        rows = found[:PAGE][::-1]
        following = order.place_of(rows[-1]) if rows else before
        return Page(rows, _place(order, rows[:1], len(found) > PAGE), following)
    there = claims.filter(order.beyond(after)) if after else claims
    found = list(there.order_by(*order.keys)[: PAGE + 1])
    rows = found[:PAGE]
    return Page(rows, _place(order, rows[:1], after is not None), _place(order, rows[-1:], len(found) > PAGE))


def _place(order: Order, ends: list[Claim], there_is_more: bool) -> Place | None:
    return order.place_of(ends[0]) if ends and there_is_more else None
