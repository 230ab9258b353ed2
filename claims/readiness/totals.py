"""The lines against what their files say: values, shares of one invoice, an e-invoice's own totals (R4).

Never more than advice: a line may claim a part, a page may be misread.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext_lazy as _

from claims.filling import cautions, differences
from claims.models import Expense
from claims.readiness.finding import Finding, Section, money_words, name_of
from documents.models import Reading
from documents.reading import reading_of

COMPARE = _("Compare it with the file")


def against_files(lines: Iterable[Expense]) -> Iterator[Finding]:
    """What lines and files say differently. Asks the database nothing where `reading` was fetched."""
    by_file: dict[int, list[Expense]] = defaultdict(list)
    for line in lines:
        yield from _one(line)
        if line.document_id:
            by_file[line.document_id].append(line)
    for together in by_file.values():
        reading = reading_of(together[0].document)
        if reading:
            yield from more_than_invoice(together, reading)
            yield from adds_up(together[0], reading)


def _one(line: Expense) -> Iterator[Finding]:
    for words in cautions(reading_of(line.document)):
        yield _advice(line, "caution", f"{name_of(line)}: {words}", "file")
    for one in differences(line):
        yield _advice(line, "differs", f"{name_of(line)}, {one.label}: {one.words}", one.field)


def more_than_invoice(lines: list[Expense], reading: Reading) -> Iterator[Finding]:
    """Several lines of one file together against its net amount; a single line is compared field by field."""
    facts = reading.facts
    total, currency = facts.get("net"), facts.get("currency", "")
    asked = sum((line.net for line in lines), Decimal(0))
    alike = {line.currency for line in lines} == {currency}
    if len(lines) > 1 and alike and total is not None and asked > total:
        words = _("The lines from %(name)s come to %(asked)s together, its file says %(total)s.")
        given = {"asked": money_words(asked, currency), "total": money_words(total, currency)}
        yield _advice(lines[-1], "more_than_invoice", words % {"name": name_of(lines[0]), **given}, "net")


def adds_up(line: Expense, reading: Reading) -> Iterator[Finding]:
    """Net and tax of an e-invoice make its total."""
    facts, currency = reading.facts, reading.facts.get("currency", "")
    if not reading.from_xml or not {"net", "tax", "gross"} <= set(facts):
        return
    if facts["net"] + facts["tax"] != facts["gross"]:
        words = _("The e-invoice %(name)s contradicts itself: %(net)s and %(tax)s tax are not %(gross)s.")
        given = {name: money_words(facts[name], currency) for name in ("net", "tax", "gross")}
        yield _advice(line, "contradicts_itself", words % {"name": name_of(line), **given}, "net")


def _advice(line: Expense, code: str, words: Any, field: str) -> Finding:
    return Finding(Section.INVOICES, code, words, COMPARE, key=line.public_id, field=field, blocks=False)
