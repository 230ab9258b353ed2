"""The only way bytes of a document leave the portal."""

import re
from datetime import datetime
from typing import Any

from django.http import HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.utils.http import content_disposition_header

import history.actions as history
from documents import storage, words
from documents.enums import State
from documents.models import Document
from lifecycle import ActionRefused

_RANGE = re.compile(r"bytes=(\d*)-(\d*)")
HEADERS = {
    "Accept-Ranges": "bytes",
    "Cache-Control": "no-store",
    "Content-Security-Policy": "sandbox; default-src 'none'",
    "Cross-Origin-Resource-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
}


def serve(document: Document, *, user: Any, at: datetime, byte_range: str = "") -> HttpResponseBase:
    """Stream a CLEAN document as a download, and note who took it.

    document: out of the caller's scoped queryset, which is the right to see it;
    byte_range: the request's Range header. Raises ActionRefused for every other state,
    and StorageAway.
    """
    if document.state != State.CLEAN:
        raise ActionRefused(words.not_served(document))
    history.record_access(document, "document.read", actor=user, at=at)
    wanted = _wanted(byte_range, document.size)
    if wanted is None:
        return HttpResponse(status=416, headers={**HEADERS, "Content-Range": f"bytes */{document.size}"})
    start, end = wanted
    response = StreamingHttpResponse(
        storage.read(document.key, document.version_id, start, end),
        content_type=document.content_type,
        headers=HEADERS,
    )
    response["Content-Length"] = end - start
    response["Content-Disposition"] = (
        content_disposition_header(as_attachment=True, filename=document.name) or ""
    )
    if wanted != (0, document.size):
        response.status_code = 206
        response["Content-Range"] = f"bytes {start}-{end - 1}/{document.size}"
    return response


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
