"""The only way bytes of a document leave the portal."""

import re
from datetime import datetime
from typing import Any

from django.conf import settings
from django.http import HttpResponse, HttpResponseRedirect, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.utils.http import content_disposition_header

import history.actions as history
from documents import storage
from documents.models import Document
from documents.restricting import may_look
from lifecycle import ActionRefused

#: 18 digits are more than any file has; Python refuses to read thousands of them.
_RANGE = re.compile(r"bytes=(\d{0,18})-(\d{0,18})", re.ASCII)
HEADERS = {
    "Accept-Ranges": "bytes",
    "Cache-Control": "no-store",
    "Content-Security-Policy": "sandbox; default-src 'none'",
    "Cross-Origin-Resource-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
}


def serve(
    document: Document,
    *,
    user: Any,
    at: datetime,
    byte_range: str = "",
    if_range: str = "",
    head: bool = False,
) -> HttpResponseBase:
    """Stream a CLEAN document as a download, and note who took it; with SERVE_BY_LINK, lead to the storage.

    document: out of the caller's scoped queryset, which is the right to see it; byte_range and
    if_range: the request's headers; head: only the headers are asked for, nothing is taken.
    Raises ActionRefused where `may_look` says no, and StorageAway.
    """
    verdict = may_look(document, user, at)
    if not verdict:
        raise ActionRefused(verdict)
    if head:
        return HttpResponse(headers=_headers(document, 0, document.size))
    fits = not if_range or if_range == _etag(document)
    wanted = _wanted(byte_range if fits else "", document.size)
    if wanted is None:
        return HttpResponse(status=416, headers={**HEADERS, "Content-Range": f"bytes */{document.size}"})
    history.record_access(document, "document.read", actor=user, at=at)
    return _by_link(document) or _stream(document, *wanted)


def stream(document: Document, start: int = 0, end: int | None = None) -> "Exactly":
    """The bytes from `start` up to, not including, `end`, for somebody who was asked for the right and noted.

    Raises StorageAway, at once where it can.
    """
    last = document.size if end is None else end
    return Exactly(storage.read(document.key, document.version_id, start, last), last - start)


class Exactly:
    """Chunks that have this many bytes together, or break off.

    An object that ends early must not look like a shorter file: whoever announced the
    length closes the connection when this raises StorageAway. It can be read like a file too.
    """

    def __init__(self, chunks: storage.Reader, length: int) -> None:
        self._chunks = chunks
        self._left = length

    def __iter__(self) -> "Exactly":
        return self

    def __next__(self) -> bytes:
        data = next(self._chunks, b"")
        self._left -= len(data)
        if self._left and not data:
            raise storage.StorageAway("A stored object ended before its last byte.")
        if not data:
            raise StopIteration
        return data

    def read(self, size: int = -1) -> bytes:
        """The next chunk, whatever its size; b"" at the end."""
        return next(self, b"")

    def fileno(self) -> int:
        """The open file behind it, at its first byte. Raises OSError where the bytes come from elsewhere."""
        return self._chunks.fileno()

    def close(self) -> None:
        self._chunks.close()


class _Sent(StreamingHttpResponse):
    """Handed over as a file: a web server that can lets the system copy it, and does not read it itself."""

    block_size = 256 * 1024

    def __init__(self, chunks: Exactly, headers: dict[str, str]) -> None:
        super().__init__(chunks, headers=headers)
        self.file_to_stream = chunks


def _stream(document: Document, start: int, end: int) -> HttpResponseBase:
    response = _Sent(stream(document, start, end), _headers(document, start, end))
    if (start, end) != (0, document.size):
        response.status_code = 206
        response["Content-Range"] = f"bytes {start}-{end - 1}/{document.size}"
    return response


def _by_link(document: Document) -> HttpResponseBase | None:
    """A way to the storage's own address, good for a minute, where settings want it and there is such a thing."""
    if not settings.SERVE_BY_LINK:
        return None
    link = storage.presigned(
        document.key, document.version_id, name=document.name, content_type=document.content_type
    )
    return HttpResponseRedirect(link, headers={"Cache-Control": "no-store"}) if link else None


def _headers(document: Document, start: int, end: int) -> dict[str, str]:
    return {
        **HEADERS,
        "Content-Type": document.content_type,
        "Content-Length": str(end - start),
        "Content-Disposition": content_disposition_header(as_attachment=True, filename=document.name) or "",
        "ETag": _etag(document),
    }


def _etag(document: Document) -> str:
    """The bytes never change, so their hash names them; a browser resumes a broken download by it."""
    return f'"{document.sha256}"'


def _wanted(byte_range: str, size: int) -> tuple[int, int] | None:
    """First byte and the one after the last; all of it where the header asks for several ranges; None: none exists."""
    found = _RANGE.fullmatch(byte_range.replace(" ", ""))
    if not found or found.group(0) == "bytes=-":
        return 0, size
    first, last = found.groups()
    if not first:
        return (max(0, size - int(last)), size) if int(last) else None
    start, end = int(first), min(int(last) + 1 if last else size, size)
    if last and int(last) < int(first):
        return 0, size
    return (start, end) if start < size else None
