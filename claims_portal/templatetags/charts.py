"""Figures and drawings as template tags, loaded everywhere as builtins; see `components` beside."""

from django import template

from claims_portal.drawing import (
    bar_segments,
    bars,
    chart_levels,
    chart_marks,
    chart_ticks,
    stacked_bars,
    step_path,
)
from claims_portal.templatetags.components import draw

register = template.Library()


@register.simple_tag
def figures(items, label):
    """Money in a row. Each item: label, text, and if wanted url, note, part (a fund part, for its swatch), strong."""
    return draw("figures", items=items, label=label)


@register.simple_tag
def fund_bar(label, parts, table=True):
    """A fund drawn: each part has part (paid, approved, held, left, forfeited), label, amount, text.

    table=False: where the page says the parts in a table of its own.
    """
    return draw("fund_bar", label=label, parts=parts, segments=bar_segments(parts), table=table)


@register.simple_tag
def fund_bars(label, rows, totals=(), head="", whole="", total=""):
    """Funds drawn one bar a row, with their table. Each row: label, url, parts (as of `fund_bar`), text (its sum).

    totals: the last line (label, text), in the order of the parts, then the sum of all. head, whole, total: what
    stands above the rows, above their sums and before the last line, where it is not usage periods of a fund.
    """
    words = {"head": head, "whole": whole, "total": total}
    return draw("fund_bars", label=label, rows=stacked_bars(rows), totals=totals, **words)


@register.simple_tag
def step_chart(title, words, points, marks=(), ticks=(), levels=()):
    """A figure over time as a line that steps; its table is the page's own. One a page.

    words: what is to be seen, for those who cannot see it; points: from 0 to 1, in time and in height; marks:
    label, place (from 0 to 1 in time), kind (today, use, due); ticks: label, place; levels: label, place in height.
    """
    drawn = {
        "marks": chart_marks(marks),
        "ticks": chart_ticks(ticks),
        "levels": chart_levels(levels),
        "path": step_path(points),
    }
    return draw("step_chart", title=title, words=words, **drawn)


@register.simple_tag
def bar_chart(label, rows):
    """Counts drawn one bar a row, with their table. Each row: label, count, parts (part, label, count)."""
    return draw("bar_chart", label=label, rows=bars(rows))
