"""Reading a camt.053 (ISO 20022, Bank to Customer Statement), hardened against what strangers write.

Versions 02 (in use since 2009) and 08 (EPC and German banks since November 2023); they differ in where a
state stands (Sts, Sts/Cd) and in what a transaction says of its own amount (AmtDtls, Amt and CdtDbtInd).
"""

import re
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext_lazy as _
from lxml import etree

from documents.einvoices.values import currency_of, day_of, line_of
from documents.einvoices.xml import HARDENED
from payments.statements.booking import MOST, NOT_GIVEN, UNSPECIFIED, Booking, Contents, Unreadable
from programs.money import LARGEST, quantise

NAMESPACE = "urn:iso:std:iso:20022:tech:xsd:camt.053.001."
VERSIONS = ("02", "08")
_ISO = re.compile(r"urn:iso:std:iso:20022:tech:xsd:(?P<message>[a-z]{4}\.\d{3})\.\d{3}\.(?P<version>\d{2})")
_AMOUNT = re.compile(r"\d{1,18}(\.\d{1,5})?", re.ASCII)
_DIRECTIONS = {"CRDT": True, "DBIT": False}
#: ISO 20022's Entry Status: only what is booked is money that moved.
_BOOKED, _STATES = "BOOK", ("BOOK", "PDNG", "INFO", "FUTR")

BROKEN = _("The file is no readable XML: it is broken, in another encoding than it says, or cut off.")
NOT_A_STATEMENT = _(
    "This is no bank statement. Ask your bank for camt.053 (version 02 or 08), or take the CSV."
)
ANOTHER_MESSAGE = _(
    "This is a %(message)s file. What is needed is the statement of the account at the end of the day, camt.053."
)
ANOTHER_VERSION = _(
    "This is camt.053 in version %(version)s. Versions 02 and 08 are read; ask your bank for these."
)
SIGNED = _(
    "Entry %(entry)s: the amount “%(amount)s” has a sign or is no amount. camt.053 says the side apart."
)
NO_SIDE = _("Entry %(entry)s does not say whether money came in or went out (CdtDbtInd).")
NO_DAY = _("Entry %(entry)s has no day on which it was booked.")
NO_CURRENCY = _("Entry %(entry)s has no currency.")
NO_STATE = _("Entry %(entry)s does not say whether it is booked (Sts).")
NO_PARTS = _(
    "Entry %(entry)s is one booking for several transactions, and one of these has no amount of its own in the "
    "account's currency. Ask your bank to book them apart, or to give their amounts."
)
WRONG_SUM = _(
    "Entry %(entry)s is one booking for several transactions: they come to %(sum)s, the booking says %(amount)s."
)
TOO_MANY = _("The statement has more than %(most)s bookings. Ask your bank for one a day.")


def read(content: bytes) -> Contents:
    """What the statement says; entries that are not booked yet are left out. Raises Unreadable."""
    root = _root(content)
    bookings: list[Booking] = []
    bank_id, entry = "", 0
    for statement in root.findall("{*}BkToCstmrStmt/{*}Stmt"):
        bank_id = bank_id or line_of(_text(statement, "Id"), 100)
        account = _text(statement, "Acct/Id/IBAN") or _text(statement, "Acct/Id/Othr/Id")
        for element in statement.findall("{*}Ntry"):
            entry += 1
            bookings += _entry(element, entry, "".join(account.split()))
            if len(bookings) > MOST:
                raise Unreadable(TOO_MANY, most=MOST)
    return Contents(bank_id, bookings)


def _root(content: bytes) -> Any:
    try:
        root = etree.fromstring(content, etree.XMLParser(**HARDENED))
    except (etree.XMLSyntaxError, ValueError, LookupError) as error:
        raise Unreadable(BROKEN) from error
    if root.getroottree().docinfo.doctype:
        raise Unreadable(BROKEN)
    name = etree.QName(root)
    iso = _ISO.fullmatch(name.namespace or "")
    if iso is None or name.localname != "Document":
        raise Unreadable(NOT_A_STATEMENT)
    if iso["message"] != "camt.053":
        raise Unreadable(ANOTHER_MESSAGE, message=iso["message"])
    if iso["version"] not in VERSIONS:
        raise Unreadable(ANOTHER_VERSION, version=iso["version"])
    if root.find("{*}BkToCstmrStmt/{*}Stmt") is None:
        raise Unreadable(NOT_A_STATEMENT)
    return root


def _entry(element: Any, entry: int, account: str) -> Iterator[Booking]:
    """One booking; of a collective one each of its transactions."""
    state = _text(element, "Sts/Cd") or _text(element, "Sts")
    if state not in _STATES:
        raise Unreadable(NO_STATE, entry=entry)
    if state != _BOOKED:
        return
    amount, currency = _amount(element, "Amt", entry)
    details = element.findall("{*}NtryDtls/{*}TxDtls")
    day, side = _day(element, entry), _side(element, entry)
    parts = [amount] if len(details) < 2 else _parts(details, amount, currency, entry)
    for part, detail in zip(parts, details or [None], strict=True):
        if part:
            incoming = side if detail is None else _side(detail, entry, side)
            yield Booking(incoming, part, currency, day, account, *_said(element, detail))


def _said(element: Any, detail: Any) -> tuple[str, str, str, str]:
    """Our reference, the bank's, the reason and the words: of the transaction, else of the booking."""
    one = element if detail is None else detail
    reference = line_of(_text(one, "Refs/EndToEndId"), 100)
    bank_reference = (
        _text(one, "Refs/AcctSvcrRef") or _text(element, "AcctSvcrRef") or _text(element, "NtryRef")
    )
    code = _text(one, "RtrInf/Rsn/Cd") or _text(one, "RtrInf/Rsn/Prtry")
    returned = one.find("{*}RtrInf") is not None or _text(element, "RvslInd") in ("true", "1")
    words = [node.text or "" for node in one.findall("{*}RmtInf/{*}Ustrd")]
    words += [
        _text(one, "RmtInf/Strd/CdtrRefInf/Ref"),
        _text(one, "RtrInf/AddtlInf"),
        _text(one, "AddtlTxInf"),
    ]
    words.append(_text(element, "AddtlNtryInf"))
    return (
        "" if reference.upper() == NOT_GIVEN else reference,
        line_of(bank_reference, 100),
        line_of(code, 10) or (UNSPECIFIED if returned else ""),
        line_of(" ".join(one for one in words if one), 400),
    )


def _parts(details: list[Any], whole: Decimal, currency: str, entry: int) -> list[Decimal]:
    """The amount of each transaction of a collective booking, in the account's currency; they come to the whole."""
    parts = []
    for one in details:
        path = next((path for path in ("Amt", "AmtDtls/TxAmt/Amt") if _text(one, path)), "")
        amount, stated = _amount(one, path, entry) if path else (Decimal(0), "")
        if stated != currency:
            raise Unreadable(NO_PARTS, entry=entry)
        parts.append(amount)
    if sum(parts) != whole:
        raise Unreadable(WRONG_SUM, entry=entry, sum=f"{sum(parts):f}", amount=f"{whole:f}")
    return parts


def _amount(element: Any, path: str, entry: int) -> tuple[Decimal, str]:
    found = _find(element, path)
    text = (found.text or "").strip() if found is not None else ""
    currency = currency_of(found.get("Ccy", "")) if found is not None else ""
    if not _AMOUNT.fullmatch(text):
        raise Unreadable(SIGNED, entry=entry, amount=line_of(text, 30))
    if not currency:
        raise Unreadable(NO_CURRENCY, entry=entry)
    amount = Decimal(text)
    if amount > LARGEST or quantise(amount, currency) != amount:
        raise Unreadable(SIGNED, entry=entry, amount=line_of(text, 30))
    return quantise(amount, currency), currency


def _side(element: Any, entry: int, otherwise: bool | None = None) -> bool:
    """Whether money came in. A reversal says the side of its own booking."""
    side = _DIRECTIONS.get(_text(element, "CdtDbtInd"), otherwise)
    if side is None:
        raise Unreadable(NO_SIDE, entry=entry)
    return side


def _day(element: Any, entry: int) -> date:
    text = next(
        (
            day
            for path in ("BookgDt/Dt", "BookgDt/DtTm", "ValDt/Dt", "ValDt/DtTm")
            if (day := _text(element, path))
        ),
        "",
    )
    day = day_of(text)
    if not day:
        raise Unreadable(NO_DAY, entry=entry)
    return date.fromisoformat(day)


def _find(element: Any, path: str) -> Any:
    return element.find("/".join(f"{{*}}{step}" for step in path.split("/")))


def _text(element: Any, path: str) -> str:
    found = _find(element, path)
    return (found.text or "").strip() if found is not None else ""
