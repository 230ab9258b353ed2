"""The file for the bank, taken by a payer: each look at bank data is noted (R7)."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import override

from accounts.actions.payee import note_look
from accounts.vault import Unreadable
from lifecycle import ActionRefused
from payments.actions.door import act
from payments.enums import Method
from payments.files.lines import Line, lines_of
from payments.files.listing import listing
from payments.files.sepa import Debtor, NotValid, pain001
from payments.models import Batch

XML, CSV = "xml", "csv"


@dataclass(frozen=True)
class BankFile:
    """Name, kind and bytes of what a browser is given."""

    name: str
    content_type: str
    content: bytes


def take(batch_id: int, kind: str, *, user: Any) -> BankFile:
    """The file of a batch: XML (pain.001) of a SEPA batch, CSV of any. Each location it names is noted as looked at.

    Raises ActionRefused where our own account is not set, bank data cannot be read, or the file fits no schema.
    """
    with act(batch_id, "take_file", user) as one:
        batch: Batch = one.subject
        lines = _lines(batch)
        file = _pain001(batch, lines) if kind == XML else _listing(batch, lines)
        for line in lines:
            note_look(line.payment.partner, user=user, at=one.at)
        one.note(name=file.name)
    return file


def _lines(batch: Batch) -> Sequence[Line]:
    try:
        return list(lines_of(batch))
    except Unreadable as error:
        raise ActionRefused(
            _("Bank data in this batch cannot be read. Tell whoever runs the portal.")
        ) from error


def _pain001(batch: Batch, lines: Sequence[Line]) -> BankFile:
    if batch.method != Method.SEPA:
        raise ActionRefused(_("This batch goes to the bank as a list."))
    if not settings.PAYER["iban"]:
        raise ActionRefused(
            _("Our own account is not set (PAYER_NAME, PAYER_IBAN). Tell whoever runs the portal.")
        )
    if not lines:
        raise ActionRefused(_("Nothing is transferred: recoveries take all of it."))
    debtor = Debtor(settings.PAYER["name"], settings.PAYER["iban"], settings.PAYER["bic"])
    try:
        content = pain001(batch, lines, debtor)
    except (NotValid, ValueError) as error:
        words = _("The file does not fit the schema of the banks, so there is none: %(reason)s")
        raise ActionRefused(words % {"reason": str(error)[:300]}) from error
    return BankFile(f"{batch.number}.xml", "application/xml", content)


def _listing(batch: Batch, lines: Sequence[Line]) -> BankFile:
    # In one language, whoever takes it: the same batch, the same bytes.
    with override("en"):
        return BankFile(f"{batch.number}.csv", "text/csv; charset=utf-8", listing(batch, lines))
