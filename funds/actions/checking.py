"""The dry run: every row of an import understood and written down, and what the good ones would do.

Called again after a crash it goes on behind the last row that was written; nothing is written twice.
"""

from collections.abc import Iterable, Iterator
from datetime import datetime
from itertools import islice

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from documents.sheets import reading
from documents.sheets.headings import headings
from funds.actions.door import act
from funds.actions.telling import tell_failed, tell_waiting
from funds.earnings.checking import Checked, Sent, check
from funds.earnings.columns import COLUMNS, MOST
from funds.earnings.foreseeing import foresee
from funds.earnings.offers import Offers
from funds.earnings.states import EarningRowState, ImportState
from funds.models import EarningRow, EarningsImport
from programs.words import LANGUAGES

#: Rows of one transaction.
AT_ONCE = 2000


def check_file(imported: EarningsImport, at: datetime) -> None:
    """Check a sheet as it was sent, row by row, and settle what becomes of it."""
    if imported.state != ImportState.READING:
        return
    try:
        codes, rows = _rows_of(bytes(imported.content or b""))
    except reading.SheetUnreadable as error:
        _refuse_file(imported, error)
        return
    EarningsImport.objects.filter(pk=imported.pk).update(rows_total=len(rows) - 1)
    for batch in _batches(_unwritten(imported, codes, rows)):
        write_rows(imported, batch, at)
    settle(imported, at)


def _rows_of(content: bytes) -> tuple[list[str], reading.Rows]:
    """The codes of the columns, and all rows with the header. Raises SheetUnreadable."""
    rows = reading.read(content, MOST)
    _line, head = next(iter(rows))
    codes = headings(COLUMNS, head)
    if len(rows) < 2:
        raise reading.SheetUnreadable(_("There is no row below the first line."))
    return codes, rows


def _unwritten(imported: EarningsImport, codes: list[str], rows: reading.Rows) -> Iterator[Sent]:
    last = imported.rows.aggregate(last=Max("line"))["last"] or 0
    below = islice(rows, 1, None)
    return (Sent(line, codes, cells) for line, cells in below if line > last)


def _batches(rows: Iterator[Sent]) -> Iterator[list[Sent]]:
    while batch := list(islice(rows, AT_ONCE)):
        yield batch


@transaction.atomic
def write_rows(imported: EarningsImport, batch: list[Sent], at: datetime) -> None:
    """Understand rows that follow those written already, and write them down."""
    offers = Offers(imported.program, at)
    keys = [one.said("key") for one in batch]
    offers.prepare((one.said("location") for one in batch), keys)
    twins = _twins(imported, keys)
    checked = []
    for sent, key in zip(batch, keys, strict=True):
        twin = twins.setdefault(key, sent.line) if key else sent.line
        checked.append(check(sent, offers, imported.writing, twin if twin != sent.line else None))
    EarningRow.objects.bulk_create([_row(imported, one) for one in checked])
    done = imported.rows.count()
    EarningsImport.objects.filter(pk=imported.pk).update(rows_done=done)


def _twins(imported: EarningsImport, keys: Iterable[str]) -> dict[str, int]:
    """The first line above with each of these keys."""
    above = imported.rows.filter(program=imported.program_id, key__in=set(keys) - {""})
    return dict(above.order_by("-line").values_list("key", "line"))


def _row(imported: EarningsImport, one: Checked) -> EarningRow:
    facts = one.facts | {"reason": one.facts["reason"] or ""}
    wrong = bool(one.problems)
    return EarningRow(
        imported=imported,
        program_id=imported.program_id,
        line=one.line,
        state=EarningRowState.WRONG if wrong else EarningRowState.GOOD,
        cells=one.cells if wrong else [],
        problems=one.problems,
        **facts,
    )


def settle(imported: EarningsImport, at: datetime) -> None:
    """All rows are written: work out what the good ones would do, or say that some are wrong."""
    wrong = imported.rows.wrong().count()
    if not wrong:
        for rows in foresee(imported):
            EarningRow.objects.write(rows)
    with act(imported.pk, "refuse_rows" if wrong else "check", None) as one:
        one.move()
        one.note(rows=one.imported.rows_total, wrong=wrong)
        if wrong:
            tell_failed(one.imported, one.at, wrong=wrong)
        else:
            tell_waiting(one.imported, one.at)


def _refuse_file(imported: EarningsImport, error: reading.SheetUnreadable) -> None:
    problem = {}
    for language in LANGUAGES:
        with override(language):
            problem[language] = str(error)
    with act(imported.pk, "refuse_file", None) as one:
        one.move(problem=problem)
        one.note()
        tell_failed(one.imported, one.at)
