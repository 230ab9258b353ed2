"""Reading an e-invoice's XML by the table of `syntaxes`, in one pass, hardened against what strangers write."""

from dataclasses import dataclass, field
from decimal import Decimal
from functools import cache
from typing import Any, BinaryIO

from lxml import etree

from documents.einvoices import found
from documents.einvoices.found import MOST_LINES, Found, Line
from documents.einvoices.syntaxes import BY_ROOT, CREDIT_TYPES, Syntax
from documents.einvoices.values import CLEANERS, amount_of, day_of, line_of

#: Nothing is loaded, nothing is resolved, and libxml2's own limits of depth, text and amplification hold.
HARDENED = {
    "resolve_entities": False,
    "no_network": True,
    "load_dtd": False,
    "attribute_defaults": False,
    "dtd_validation": False,
    "huge_tree": False,
    "recover": False,
    "remove_comments": True,
    "remove_pis": True,
}
TAGS = tuple({tag for syntax in BY_ROOT.values() for tag in syntax.tags.values()})


class NoInvoiceError(Exception):
    """An XML, but of something else."""


class BrokenError(Exception):
    """Not well-formed to its end, in another encoding than it says, or with a document type."""


@dataclass
class _Lines:
    """What is kept of the lines as they pass."""

    kept: list[Line] = field(default_factory=list)
    count: int = 0
    days: set[str] = field(default_factory=set)


def read(file: BinaryIO, attachment: str = "") -> Found:
    """What an e-invoice says. Raises NoInvoiceError and BrokenError.

    A value that makes no sense is left out and named in `odd`; the others are read all the same.
    """
    lines = _Lines()
    try:
        root, syntax = _walk(file, lines)
    except (etree.XMLSyntaxError, UnicodeError, LookupError) as error:
        raise BrokenError(str(error)) from error
    said = _fields(root, syntax)
    values, odd = _values(said, lines)
    _complete(values)
    return Found(
        source=found.XML,
        syntax=syntax.code,
        profile=line_of(said["profile"]),
        attachment=line_of(attachment, 150),
        kind=found.kind_of(syntax.credit or said["type"] in CREDIT_TYPES, values),
        values=values,
        odd=odd,
        lines=lines.kept,
        line_count=lines.count,
    )


def _walk(file: BinaryIO, lines: _Lines) -> tuple[Any, Syntax]:
    """The root without its lines, which are read as they pass: their number is the stranger's."""
    syntax, root = None, None
    for event, element in etree.iterparse(file, events=("start", "end"), tag=TAGS, **HARDENED):
        if root is None:
            root, syntax = element, _syntax(element)
        elif syntax and event == "end" and element.tag == syntax.tags["line"]:
            _take(element, syntax, lines)
    if root is None or syntax is None:
        raise NoInvoiceError
    return root, syntax


def _syntax(root: Any) -> Syntax:
    """By the root, which must be the document's own: an invoice inside something else is none."""
    if root.getroottree().docinfo.doctype:
        raise BrokenError("A document type is declared.")
    syntax = BY_ROOT.get(root.tag)
    if syntax is None or root.getparent() is not None:
        raise NoInvoiceError
    return syntax


def _take(element: Any, syntax: Syntax, lines: _Lines) -> None:
    lines.count += 1
    said = {name: _text(path, element) for name, path in _paths(syntax.code)[1].items()}
    lines.days |= {day for name in ("period_start", "period_end") if (day := day_of(said[name]))}
    if len(lines.kept) < MOST_LINES:
        quantity, net = amount_of(said["quantity"]), amount_of(said["net"])
        lines.kept.append(Line(line_of(said["name"]), _short(quantity), net))
    element.clear()


def _fields(root: Any, syntax: Syntax) -> dict[str, str]:
    """The text of each field as it stands; the currency comes first, because sums are asked for in it."""
    paths = _paths(syntax.code)[0]
    currency = _text(paths["currency"], root).strip()
    return {name: _text(path, root, currency) for name, path in paths.items()}


@cache
def _paths(code: str) -> tuple[dict[str, etree.XPath], dict[str, etree.XPath]]:
    """Compiled, for the fields and for the lines."""
    syntax = next(one for one in BY_ROOT.values() if one.code == code)
    compiled = (
        {name: etree.XPath(path, namespaces=syntax.namespaces) for name, path in paths.items()}
        for paths in (syntax.fields, syntax.lines)
    )
    return next(compiled), next(compiled)


def _text(path: etree.XPath, element: Any, currency: str = "") -> str:
    return next((text for one in path(element, currency=currency) if (text := (one.text or "").strip())), "")


def _values(said: dict[str, str], lines: _Lines) -> tuple[dict[str, str], list[str]]:
    """Plain values, and the names of those that stand there and make no sense."""
    first, last = _service(said, lines)
    stated = said | {"service_first_day": first, "service_last_day": last}
    cleaned = {name: clean(stated[name]) for name, clean in CLEANERS.items()}
    values = {name: text for name, text in cleaned.items() if text}
    return values, [name for name, text in cleaned.items() if stated[name] and not text]


def _service(said: dict[str, str], lines: _Lines) -> tuple[str, str]:
    """The period of the whole invoice, else that of its lines, else the day of delivery."""
    first, last = said["period_start"], said["period_end"]
    if first or last:
        return _in_order(first, last)
    if lines.days:
        return min(lines.days), max(lines.days)
    return said["delivered"], said["delivered"]


def _in_order(first: str, last: str) -> tuple[str, str]:
    """A period with its end before its beginning says nothing."""
    if day_of(first) and day_of(last) and day_of(first) > day_of(last):
        return "", ""
    return first, last


def _complete(values: dict[str, str]) -> None:
    """Of net, tax and total two make the third; the smallest profiles state only two."""
    amounts = {name: Decimal(values[name]) for name in ("net", "tax", "gross") if name in values}
    match sorted(amounts):
        case ["gross", "net"]:
            values["tax"] = format(amounts["gross"] - amounts["net"], "f")
        case ["gross", "tax"]:
            values["net"] = format(amounts["gross"] - amounts["tax"], "f")
        case ["net", "tax"]:
            values["gross"] = format(amounts["net"] + amounts["tax"], "f")


def _short(quantity: str) -> str:
    """A quantity without the zeros that say nothing: 20 for 20.0000, 1.5 for 1.500."""
    return quantity.rstrip("0").rstrip(".") if "." in quantity else quantity
