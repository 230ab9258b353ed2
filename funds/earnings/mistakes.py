"""The files that go back, as CSV: what is wrong by row and column, and what each good row would do."""

from collections.abc import Iterator
from decimal import Decimal
from typing import cast

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from accounts.models import Partner
from documents.sheets.headings import WHAT
from funds.earnings.columns import BY_CODE, CODES
from funds.earnings.sums import every_row
from funds.models import EarningRow, EarningsImport
from lists.spreadsheets import MARK, line_of
from programs.models import UsagePeriod
from programs.money import quantise
from programs.words import in_language


def told(row: EarningRow) -> list[tuple[str, str]]:
    """What is wrong with a row: the column's name in the reader's language ("" for the row), and a sentence."""
    return [(str(BY_CODE[code].words) if code else "", in_language(words)) for code, words in row.problems]


def wrong_rows(imported: EarningsImport) -> Iterator[str]:
    """One line for each thing that is wrong: where it stands, what stands there, and why not."""
    yield MARK + line_of([_("Row"), _("Column"), _("What stands there"), str(WHAT)])
    for row in imported.rows.wrong().iterator(2000):
        there = dict(zip(CODES, row.cells, strict=False))
        for code, words in row.problems:
            column = str(BY_CODE[code].words) if code else ""
            yield line_of([row.line, column, there.get(code, ""), in_language(words)])


def good_rows(imported: EarningsImport) -> Iterator[str]:
    """Every good row and what it does: numbers as numbers, text as text."""
    yield MARK + line_of(_head())
    for row in every_row(imported):
        partner, period = cast(Partner, row.partner), cast(UsagePeriod, row.period)
        yield line_of(
            [
                row.line,
                partner.number,
                str(partner),
                period.code,
                _money(row, row.money),
                row.currency,
                row.reason_label,
                row.key,
                row.note,
                _money(row, row.taken),
                _money(row, row.rest),
                _money(row, row.repaid),
                str(row.get_state_display()),
            ]
        )


def _head() -> list[str]:
    names = {code: str(BY_CODE[code].words) for code in CODES}
    return [
        _("Row"),
        names["location"],
        _("Partner location"),
        names["period"],
        names["amount"],
        names["currency"],
        names["reason"],
        names["key"],
        names["note"],
        _("Taken from what is left"),
        _("Becomes a recovery"),
        _("Pays back recoveries"),
        pgettext("row", "State"),
    ]


def _money(row: EarningRow, amount: Decimal) -> Decimal:
    return quantise(amount, row.currency)
