"""What the components need to know before they are drawn: no state, no database."""

from collections.abc import Iterable, Iterator
from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError
from django.forms.boundfield import BoundField
from django.utils import formats, timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString

#: Where the plot of a `step_chart` lies in it, in pixels: its marks have their words above.
PLOT_TOP, PLOT_HEIGHT = 72, 160
#: Steps of a page's width in the viewer, in per cent of the viewer's.
ZOOMS = (50, 75, 100, 125, 150, 200, 300)


def written(value, pattern: str) -> SafeString:
    """A date or an aware datetime as <time>, in the reader's zone, by a translated Django date pattern."""
    if not value:
        return SafeString("")
    local = timezone.localtime(value) if hasattr(value, "tzinfo") else value
    return format_html(
        '<time datetime="{}">{}</time>', value.isoformat(), formats.date_format(local, pattern)
    )


def initials(name: str) -> str:
    """Up to two letters for a person's disc."""
    words = name.split()
    return "".join(word[0] for word in (words[:1] + words[1:][-1:])).upper()


def bar_segments(parts: Iterable[dict]) -> list[dict]:
    """Where each part with an amount above zero starts and how long it is, in per cent of them all."""
    present = [part for part in parts if part["amount"] > 0]
    total = sum((part["amount"] for part in present), Decimal(0))
    segments, start = [], Decimal(0)
    for part in present:
        width = Decimal(part["amount"]) * 100 / total
        segments.append(part | {"x": f"{start:.3f}", "width": f"{width:.3f}"})
        start += width
    return segments


def bars(rows: Iterable[Any]) -> list[dict]:
    """Where each part of each bar starts and how long it is, in per cent of the longest; what stands behind it, too.

    rows: with `label`, `count` and `parts` (part, label, count), one below the other.
    """
    rows = list(rows)
    longest = max((row.count for row in rows), default=0) or 1
    drawn = []
    for row in rows:
        segments, start = [], 0
        for part in row.parts:
            if part["count"]:
                segments.append(part | _stretch(start, part["count"], longest))
            start += part["count"]
        drawn.append({"label": row.label, "count": row.count, "parts": row.parts, "segments": segments})
    return drawn


def stacked_bars(rows: Iterable[dict]) -> list[dict]:
    """For each row the segments of its bar, in per cent of the largest sum of parts."""
    rows = list(rows)
    sums = [sum((part["amount"] for part in row["parts"]), Decimal(0)) for row in rows]
    largest = max(sums, default=Decimal(0)) or Decimal(1)
    return [row | {"segments": _stacked(row["parts"], largest)} for row in rows]


def _stacked(parts: Iterable[dict], whole: Decimal) -> list[dict]:
    segments, start = [], Decimal(0)
    for part in parts:
        if part["amount"] > 0:
            segments.append(part | _stretch(start, part["amount"], whole))
            start += part["amount"]
    return segments


def step_path(points: Iterable[tuple[float, float]]) -> dict[str, str]:
    """A line that steps, and the area under it, as SVG paths in a square of 1000 by 1000.

    points: from 0 to 1, to the right and upwards, in the order of the first; at each the line turns to its height.
    """
    placed = [(round(x * 1000, 1), round(1000 - y * 1000, 1)) for x, y in points]
    (first, height), rest = placed[0], placed[1:]
    line = f"M{first} {height}" + "".join(f"H{x}V{y}" for x, y in rest)
    return {"line": line, "area": f"{line}V1000H{first}Z"}


def chart_levels(levels: Iterable[dict]) -> list[dict]:
    """Lines across the plot of `step_chart`, in pixels from above."""
    return [level | {"y": f"{PLOT_TOP + PLOT_HEIGHT * (1 - level['place']):.1f}"} for level in levels]


def chart_marks(marks: Iterable[dict]) -> list[dict]:
    """Upright lines with their words, each on a line of its own; the words stand where there is room."""
    return [
        mark | _across(mark["place"]) | {"y": 13 + 16 * number, "after": mark["place"] < 0.5}
        for number, mark in enumerate(marks)
    ]


def chart_ticks(ticks: Iterable[dict]) -> list[dict]:
    """Words below the drawing, where they belong."""
    return [tick | _across(tick["place"]) for tick in ticks]


def _across(place: float) -> dict[str, str]:
    return {"x": f"{place * 100:.2f}"}


def _stretch(start: int | Decimal, length: int | Decimal, longest: int | Decimal) -> dict[str, str]:
    return {"x": f"{start * 100 / longest:.3f}", "width": f"{length * 100 / longest:.3f}"}


def viewer_steps(page: int, pages: int, zoom: int) -> dict:
    """Where the viewer's buttons lead: the pages before and after, the size nearest to this one and those beside it."""
    place = ZOOMS.index(min(ZOOMS, key=lambda one: abs(one - zoom)))
    return {
        "zoom": ZOOMS[place],
        "before": max(page - 1, 1),
        "after": min(page + 1, pages),
        "zooms": ZOOMS,
        "smaller": ZOOMS[max(place - 1, 0)],
        "larger": ZOOMS[min(place + 1, len(ZOOMS) - 1)],
    }


def error_links(form) -> Iterator[dict]:
    """Every error of a form or formset: its words and the id of its field, or none if it belongs to the whole."""
    if hasattr(form, "forms"):
        yield from ({"text": text, "field": ""} for text in form.non_form_errors())
        for member in form.forms:
            yield from error_links(member)
        return
    for name, errors in form.errors.as_data().items():
        bound = form[name] if name in form.fields else None
        for error in errors:
            yield from ({"text": _named(text, error, bound), "field": _focus_id(bound)} for text in error)


def _named(text: str, error: ValidationError, bound: BoundField | None) -> str:
    # Django's own sentences, known by their code, do not say which field they mean; ours do.
    return f"{str(bound.label).rstrip('.:?')}: {text}" if bound and error.code else text


def _focus_id(bound: BoundField | None) -> str:
    # A group of choices has no control of its own: the first choice takes the focus.
    if bound is None:
        return ""
    return bound.id_for_label or f"{bound.auto_id}_0"
