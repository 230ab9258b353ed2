"""Pages by keyset: as fast on page 400 as on the first, and stable while rows come in."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Q, QuerySet
from django.http import QueryDict

SIZE = 25


@dataclass(frozen=True)
class Page:
    """Newest first. `newer` and `older` are query strings of the neighbours, "" where there is none."""

    rows: list[Any]
    newer: str
    older: str


def _instant(text: str) -> datetime:
    at = datetime.fromisoformat(text)
    if at.tzinfo is None:
        raise ValueError(text)
    return at


def by_name(text: str) -> str:
    """What `page_of` reads a place by where rows stand in the order of a text."""
    if "\x00" in text:
        raise ValueError(text)
    return text


def page_of(
    queryset: QuerySet[Any],
    query: QueryDict,
    moment: str = "changed_at",
    *,
    oldest_first: bool = False,
    read: Callable[[str], Any] = _instant,
) -> Page:
    """At most SIZE rows by (`moment`, id), from the place the query names; one it cannot read is the first.

    oldest_first: the other way round, so that "newer" are those before and "older" those that follow.
    read: what `moment` is: an instant, or a text (`by_name`).
    """
    onward, back, sign = ("gt", "lt", "") if oldest_first else ("lt", "gt", "-")
    before, after = _place(query.get("newer"), read), _place(query.get("older"), read)
    if before:
        turned = "" if sign else "-"
        found = list(
            _beyond(queryset, moment, back, before).order_by(f"{turned}{moment}", f"{turned}pk")[: SIZE + 1]
        )
        rows, more_newer, more_older = found[:SIZE][::-1], len(found) > SIZE, True
    else:
        behind = _beyond(queryset, moment, onward, after) if after else queryset
        found = list(behind.order_by(f"{sign}{moment}", f"{sign}pk")[: SIZE + 1])
        rows, more_newer, more_older = found[:SIZE], bool(after), len(found) > SIZE
    if not rows:
        return Page([], "", "")
    return Page(
        rows,
        _query(query, "newer", rows[0], moment) if more_newer else "",
        _query(query, "older", rows[-1], moment) if more_older else "",
    )


def _place(text: str | None, read: Callable[[str], Any]) -> tuple[Any, int] | None:
    moment, _tilde, key = (text or "").rpartition("~")
    try:
        return read(moment), int(key)
    except ValueError:
        return None


def _beyond(queryset: QuerySet[Any], moment: str, side: str, place: tuple[Any, int]) -> QuerySet[Any]:
    at, key = place
    return queryset.filter(Q(**{f"{moment}__{side}": at}) | Q(**{moment: at, f"pk__{side}": key}))


def _query(query: QueryDict, direction: str, row: Any, moment: str) -> str:
    """The filters in use, and from where on."""
    kept = query.copy()
    for name in ("newer", "older"):
        kept.pop(name, None)
    place = getattr(row, moment)
    kept[direction] = f"{place.isoformat() if isinstance(place, datetime) else place}~{row.pk}"
    return f"?{kept.urlencode()}"
