"""The kinds of files the portal takes (R14): what their content looks like, and who checks them."""

from dataclasses import dataclass

_OFFICE = "application/vnd.openxmlformats-officedocument."
#: What libmagic says about an OOXML file depends on the order of its entries; the check decides.
_PACKED = frozenset({"application/zip", "application/octet-stream"})
#: An office file with a password is no ZIP any more but Microsoft's older container.
_SEALED = frozenset(
    {"application/encrypted", "application/CDFV2", "application/CDFV2-encrypted", "application/x-ole-storage"}
)


@dataclass(frozen=True)
class Kind:
    """content_type: what the file is served as; sniffed: what libmagic may call it; checker: module of the check."""

    content_type: str
    sniffed: frozenset[str]
    checker: str


def _plain(content_type: str, checker: str, *others: str) -> Kind:
    return Kind(content_type, frozenset({content_type, *others}), checker)


def _office(name: str) -> Kind:
    content_type = _OFFICE + name
    return Kind(content_type, frozenset({content_type}) | _PACKED | _SEALED, "office")


_JPEG = _plain("image/jpeg", "image")

KINDS: dict[str, Kind] = {
    "pdf": _plain("application/pdf", "pdf"),
    "jpg": _JPEG,
    "jpeg": _JPEG,
    "png": _plain("image/png", "image"),
    "heic": _plain("image/heic", "image", "image/heif"),
    "docx": _office("wordprocessingml.document"),
    "xlsx": _office("spreadsheetml.sheet"),
    "pptx": _office("presentationml.presentation"),
    "xml": _plain("text/xml", "einvoice", "application/xml", "text/plain"),
}
