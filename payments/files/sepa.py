"""pain.001: credit transfers in euros (ISO 20022), validated against their schema before anybody gets the file."""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

from sepaxml import SepaTransfer
from sepaxml.validation import ValidationError

from payments.files.lines import Line
from payments.models import Batch
from programs.money import minor_units

SCHEMA = "pain.001.001.09"
#: What every bank of the area takes (EPC217-08); anything else becomes a space.
_NOT_TAKEN = re.compile(r"[^A-Za-z0-9/\-?:().,'+ ]")
_GERMAN = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "Ä": "Ae", "Ö": "Oe", "Ü": "Ue", "ß": "ss"})
_OTHER = str.maketrans(
    {"ø": "o", "Ø": "O", "ł": "l", "Ł": "L", "æ": "ae", "Æ": "Ae", "œ": "oe", "đ": "d", "&": "+"}
)
LONGEST_NAME = 70


class NotValid(ValueError):
    """The file does not fit its schema; nobody gets it."""


@dataclass(frozen=True)
class Debtor:
    """From whose account the money goes."""

    name: str
    iban: str
    bic: str = ""


class _Transfer(SepaTransfer):
    """With an id and a time of our own, so that the same batch always gives the same bytes."""

    def __init__(self, debtor: Debtor, number: str, made_at: datetime, currency: str) -> None:
        self.number, self.made_at = number, made_at
        config: dict[str, Any] = {"name": latin(debtor.name)[:LONGEST_NAME], "IBAN": debtor.iban}
        config |= {"BIC": debtor.bic} if debtor.bic else {}
        super().__init__({**config, "batch": True, "currency": currency}, schema=SCHEMA, clean=False)

    def _finalize_batch(self) -> None:
        super()._finalize_batch()
        own = {
            "MsgId": self.number,
            "PmtInfId": self.number,
            "CreDtTm": self.made_at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
        }
        for tag, text in own.items():
            for node in self._xml.iter(tag):
                node.text = text


def pain001(batch: Batch, lines: Iterable[Line], debtor: Debtor) -> bytes:
    """The file of a batch. Raises NotValid where it does not fit its schema."""
    transfer = _Transfer(debtor, batch.number, batch.made_at, batch.currency)
    for line in lines:
        transfer.add_payment(
            {
                "name": latin(line.details.holder)[:LONGEST_NAME],
                "IBAN": line.details.account["iban"],
                **_bic(line.details.account.get("bic", "")),
                "amount": _smallest(line.amount, batch.currency),
                "execution_date": batch.execute_on,
                "description": latin(line.words),
                "endtoend_id": line.payment.reference,
            }
        )
    try:
        xml: bytes = transfer.export(validate=True)
    except ValidationError as error:
        raise NotValid(str(error.__cause__ or error)) from error
    return xml


def latin(text: str) -> str:
    """In letters every bank takes: "Müller & Söhne" becomes "Mueller + Soehne"."""
    plain = unicodedata.normalize(
        "NFKD", unicodedata.normalize("NFC", text).translate(_GERMAN).translate(_OTHER)
    )
    kept = "".join(sign for sign in plain if not unicodedata.combining(sign))
    return " ".join(_NOT_TAKEN.sub(" ", kept).split())


def _bic(bic: str) -> dict[str, str]:
    return {"BIC": bic} if bic else {}


def _smallest(amount: Decimal, currency: str) -> int:
    """In the smallest unit of the currency; ValueError for anything finer."""
    whole = amount.scaleb(minor_units(currency))
    if whole != whole.to_integral_value():
        raise ValueError(f"{amount} is no amount in {currency}")
    return int(whole)
