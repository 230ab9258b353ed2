"""The list of a batch as CSV: for banks that take one, and for whoever types transfers."""

from collections.abc import Iterable, Iterator

from django.utils.translation import gettext as _

from lists.spreadsheets import MARK, Cell, line_of
from payments.files.lines import Line
from payments.models import Batch
from programs.money import quantise

#: Fields of an account by the names of its scheme, each in a column of its own.
ACCOUNT = (
    "iban",
    "bic",
    "sort_code",
    "routing_number",
    "bank_code",
    "branch_code",
    "account",
    "account_type",
)


def listing(batch: Batch, lines: Iterable[Line]) -> bytes:
    """UTF-8 with a mark; text stays text, amounts and days can be added up and sorted."""
    rows = [_heading(), *_rows(batch, lines)]
    return (MARK + "".join(line_of(row) for row in rows)).encode()


def _heading() -> list[Cell]:
    return [
        _("Reference"), _("Partner number"), _("Partner"), _("Account holder"), _("Amount"), _("Currency"),
        _("Day of payment"), _("Country of the account"), _("Currency of the account"), _("Kind of account"),
        _("IBAN"), _("BIC"), _("Sort code"), _("Routing number"), _("Bank code"), _("Branch code"),
        _("Account number"), _("Account type"), _("Remittance information"),
    ]  # fmt: skip


def _rows(batch: Batch, lines: Iterable[Line]) -> Iterator[list[Cell]]:
    for line in lines:
        payment, payee = line.payment, line.payment.payee
        yield [
            payment.reference, payment.partner.number, str(payment.partner), line.details.holder,
            quantise(payment.amount, batch.currency), batch.currency, batch.execute_on,
            payee.country, payee.currency, payee.scheme,
            *(line.details.account.get(name, "") for name in ACCOUNT), line.words,
        ]  # fmt: skip
