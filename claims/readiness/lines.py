"""The lines of a claim: each an invoice with its file, complete, eligible, in a currency that has a rate (R4, R13)."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from claims.converting import missing_rates
from claims.models import Claim, Expense
from claims.readiness.dates import plausible
from claims.readiness.files import PRESENT
from claims.readiness.finding import Finding, Section, in_sentence, name_of
from claims.readiness.totals import against_files
from programs.rules import local_day

#: Field of a line, and what it is called; without them nobody can tell which invoice it is.
NEEDED = {
    "vendor": _("Who sent the invoice"),
    "invoice_number": _("Invoice number"),
    "invoice_date": _("Invoice date"),
    "net": _("Net amount"),
}


def lines(claim: Claim, at: datetime) -> Iterator[Finding]:
    """One line at least; then line by line in their order; then what is missing for several of them."""
    if not claim.expenses.all() and not claim.work_items.all():
        words = _("Add at least one invoice, or certify in-house work.")
        yield Finding(Section.INVOICES, "no_line", words, _("Add an invoice"))
    today = local_day(at, claim.program.zone)
    eligible = {kind.pk for kind in claim.rules.expense_kinds.all()}
    for line in claim.invoices:
        yield from with_file(line)
        yield from complete(line)
        if eligible and line.kind_id not in eligible:
            words = _("%(name)s: “%(kind)s” is not eligible for this activity.")
            facts = {"name": name_of(line), "kind": line.kind}
            yield about(line, "not_eligible", words % facts, _("Choose another kind"), "kind")
        yield from plausible(line, claim, today)
    yield from against_files(claim.invoices)
    for words in missing_rates(claim, at):
        yield Finding(Section.INVOICES, "no_rate", words, _("Go to the invoices"))


def with_file(line: Expense) -> Iterator[Finding]:
    """Its file is there and was not refused; one that is still being checked counts (R5)."""
    name = {"name": name_of(line)}
    if line.document is None:
        words = _("The file of the invoice %(name)s is missing.") % name
        yield about(line, "no_file", words, _("Send the file"), "file")
    elif line.document.state not in PRESENT:
        words = _("The file of the invoice %(name)s was not accepted. Send it again.") % name
        yield about(line, "bad_file", words, _("Send another file"), "file")


def complete(line: Expense) -> Iterator[Finding]:
    """Everything is filled in by which an invoice is known."""
    empty = [field for field in NEEDED if not _says_something(getattr(line, field))]
    if empty:
        words = _("%(name)s is not complete. Missing: %(fields)s.")
        facts = {"name": _which(line), "fields": ", ".join(str(NEEDED[field]) for field in empty)}
        yield about(line, "incomplete", words % facts, _("Complete the invoice"), empty[0])


def _which(line: Expense) -> str:
    """A line by its name, or by its place where it has none."""
    said = str(line)
    if _says_something(said):
        return in_sentence(said)
    return str(_("Line %(number)s") % {"number": line.position})


def _says_something(value: Any) -> bool:
    """Spaces, dashes and signs that cannot be seen are no name and no number."""
    return any(sign.isalnum() for sign in value) if isinstance(value, str) else bool(value)


def about(line: Expense, code: str, words: Any, fix: Any, field: str) -> Finding:
    """What keeps a line from being claimed."""
    return Finding(Section.INVOICES, code, words, fix, key=line.public_id, field=field)
