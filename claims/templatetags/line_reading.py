"""What the file of a saved line says of it, beside the line."""

from dataclasses import dataclass

from django import template

from claims.filling import Difference, cautions, differences
from claims.models import Expense
from documents.reading import reading_of

register = template.Library()


@dataclass(frozen=True)
class LineReading:
    """What is to be known about the file, and where it and the line differ."""

    cautions: list[str]
    differences: list[Difference]


@register.simple_tag
def line_reading(line: Expense) -> LineReading:
    """Of one line; fetch its document with `reading`."""
    return LineReading(cautions(reading_of(line.document)), differences(line))
