"""The kinds of files the portal takes (R14): what their content looks like, and who checks them."""

from dataclasses import dataclass

_OFFICE = "application/vnd.openxmlformats-officedocument."
#: What libmagic says about an OOXML file depends on the order of its entries; the check decides.
_PACKED = frozenset({"application/zip", "application/octet-stream"})
#: An office file with a password is no ZIP any more but Microsoft's older container.
_SEALED = frozenset(
    {"application/encrypted", "application/CDFV2", "application/CDFV2-encrypted", "application/x-ole-storage"}
)
#: Processor seconds, start included: what is longer at a PDF, a package or an XML is a loop or a bomb.
_SECONDS = 4
#: Fifty megapixels of HEIC honestly take longer; their number is known before they are unpacked.
_PICTURE_SECONDS = 15


@dataclass(frozen=True)
class Kind:
    """content_type: what the file is served as; sniffed: what libmagic may call it; checker: module of the check.

    seconds: processor time the check may take.
    """

    content_type: str
    sniffed: frozenset[str]
    checker: str
    seconds: int = _SECONDS


def _plain(content_type: str, checker: str, *others: str, seconds: int = _SECONDS) -> Kind:
    return Kind(content_type, frozenset({content_type, *others}), checker, seconds)


def _picture(content_type: str, *others: str) -> Kind:
    return _plain(content_type, "image", *others, seconds=_PICTURE_SECONDS)


def _office(name: str) -> Kind:
    content_type = _OFFICE + name
    return Kind(content_type, frozenset({content_type}) | _PACKED | _SEALED, "office")


_JPEG = _picture("image/jpeg")

KINDS: dict[str, Kind] = {
    "pdf": _plain("application/pdf", "pdf"),
    "jpg": _JPEG,
    "jpeg": _JPEG,
    "png": _picture("image/png"),
    "heic": _picture("image/heic", "image/heif"),
    "docx": _office("wordprocessingml.document"),
    "xlsx": _office("spreadsheetml.sheet"),
    "pptx": _office("presentationml.presentation"),
    "xml": _plain("text/xml", "einvoice", "application/xml", "text/plain"),
}
