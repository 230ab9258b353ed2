"""The template for a sheet of earnings of one program."""

from django.utils.formats import number_format
from django.utils.translation import gettext as _

from documents.sheets import template
from funds.earnings.columns import COLUMNS, MOST
from funds.earnings.offers import BETWEEN
from funds.earnings.states import GIVEN_REASONS
from programs.models import Program


def as_csv() -> bytes:
    """The first line alone."""
    return template.as_csv(COLUMNS)


def as_xlsx(program: Program) -> bytes:
    """A sheet to fill in, one that explains it, and one with the program's usage periods and the reasons."""
    periods = program.usage_periods.order_by("-first_day")
    lists = {
        "periods": [f"{one.code}{BETWEEN}{one.name}" for one in periods],
        "reasons": [f"{one}{BETWEEN}{one.label}" for one in GIVEN_REASONS],
    }
    return template.as_xlsx(_("Earnings"), COLUMNS, lists, _rules(), MOST.rows)


def _rules() -> list[str]:
    return [
        _("One row is one amount that comes into the fund of a location, or is taken from it."),
        _("A negative amount takes what is left in the fund; the rest is taken from its next usage periods."),
        _("Formulas are not calculated: paste their values."),
        _("At most %(most)s rows.") % {"most": number_format(MOST.rows, force_grouping=True)},
        _("It is checked first. One wrong row keeps all of them back: correct it and send the sheet again."),
    ]
