"""A statement as a file: lines for a spreadsheet, and what its PDF says."""

from collections.abc import Iterator
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.utils.translation import get_language, override
from django.utils.translation import gettext as _

from funds.shown import LEFT
from funds.statement import COLUMNS, Amounts, Line, Statement
from lists.spreadsheets import Cell
from programs.money import format_amount, quantise
from programs.words import day_in_words

#: A PDF of more entries is for nobody to read, and takes more than a few seconds to draw: a spreadsheet has them all.
MOST_IN_PDF = 300


def lines_of(statement: Statement, language: str) -> Iterator[list[Cell]]:
    """Heads, the opening balance, every entry, the closing balance; amounts are numbers, so they can be added up."""
    # While a response streams, the request's language is over already.
    with override(language):
        head = _head()
        opening = _balance(_("Opening balance"), statement, statement.opening)
    yield head
    yield opening
    for line in statement.lines():
        with override(language):
            cells = _cells(line, statement.scope.program.currency)
        yield cells
    with override(language):
        closing = _balance(_("Closing balance"), statement, statement.closing)
    yield closing


def _head() -> list[Cell]:
    figures = [str(one.label) for one in COLUMNS[:-1]]
    return [
        _("Day"), _("Usage period"), _("Entry"), _("Claim"), _("Reason"), *figures,
        _("Change of what is left"), _("Left afterwards"), _("Currency"),
    ]  # fmt: skip


def _cells(line: Line, currency: str) -> list[Cell]:
    entry = line.entry
    return [
        line.day,
        entry.fund.period.name,
        str(entry.get_kind_display()),
        line.subject.label if line.subject else "",
        line.why,
        *(quantise(line.changes[one.code], currency) for one in COLUMNS),
        quantise(line.left, currency),
        currency,
    ]


def _balance(words: str, statement: Statement, amounts: Amounts) -> list[Cell]:
    scope, currency = statement.scope, statement.scope.program.currency
    period = scope.period.name if scope.period else ""
    figures = [quantise(amounts[one.code], currency) for one in COLUMNS[:-1]]
    return ["", period, words, "", "", *figures, "", quantise(amounts[LEFT.code], currency), currency]


def context_of(statement: Statement, at: datetime) -> dict[str, Any]:
    """What templates/pdf/statement.html reads."""
    scope, currency = statement.scope, statement.scope.program.currency
    return {
        "scope": scope,
        "at": at,
        "span": span_of(statement),
        "heads": [one.head for one in COLUMNS],
        "opening": [_figure(statement.opening[one.code], currency) for one in COLUMNS],
        "closing": [_figure(statement.closing[one.code], currency) for one in COLUMNS],
        "lines": [(line, _texts(line, currency)) for line in statement.lines()],
    }


def _texts(line: Line, currency: str) -> list[str]:
    """What an entry changed of each column, a dash where nothing, and what was left afterwards."""
    changes = [line.changes[one.code] for one in COLUMNS[:-1]]
    return [*(_figure(one, currency) if one else "–" for one in changes), _figure(line.left, currency)]


def span_of(statement: Statement) -> str:
    """Which days the statement is about, in words."""
    first, last = statement.scope.first, statement.scope.last
    if first and last:
        return _("%(first)s to %(last)s") % {"first": day_in_words(first), "last": day_in_words(last)}
    if first:
        return _("from %(day)s") % {"day": day_in_words(first)}
    return _("until %(day)s") % {"day": day_in_words(last)} if last else _("from the beginning until now")


def name_of(statement: Statement) -> str:
    """What the file is called, without its ending: "statement-COOP-1001-FY27-H1-usage"."""
    scope = statement.scope
    days = [day.isoformat() for day in (scope.first, scope.last) if day]
    period = [scope.period.code] if scope.period else []
    return "-".join(["statement", scope.program.code, scope.partner.number, *period, *days])


def _figure(amount: Decimal, currency: str) -> str:
    return format_amount(amount, currency, get_language() or "en").replace("-", "−")
