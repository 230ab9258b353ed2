"""The lines of a claim: each an invoice with its file, in a currency that has a rate (R4, R13)."""

from collections.abc import Iterator
from datetime import datetime

from django.utils.translation import gettext_lazy as _

from claims.converting import missing_rates
from claims.models import Claim
from claims.readiness.files import PRESENT
from claims.readiness.finding import Missing, Section


def lines(claim: Claim, at: datetime) -> Iterator[Missing]:
    """One line at least, every invoice with its file, every currency with its rate."""
    yield from _invoices(claim)
    for words in missing_rates(claim, at):
        yield Missing(Section.INVOICES, "no_rate", words)


def _invoices(claim: Claim) -> Iterator[Missing]:
    if not claim.expenses.all() and not claim.work_items.all():
        yield Missing(Section.INVOICES, "no_line", _("Add at least one invoice, or certify in-house work."))
    for expense in claim.invoices:
        name = {"name": f"{expense.vendor} {expense.invoice_number}"}
        if expense.document is None:
            yield Missing(
                Section.INVOICES, "no_file", _("The file of the invoice %(name)s is missing.") % name
            )
        elif expense.document.state not in PRESENT:
            words = _("The file of the invoice %(name)s was not accepted. Send it again.") % name
            yield Missing(Section.INVOICES, "bad_file", words)
