"""What people see of a file without taking it away: its pages as pictures, and their text."""

from datetime import datetime, timedelta
from typing import Any

from django.http import StreamingHttpResponse
from django.shortcuts import get_object_or_404

import history.actions as history
from documents import storage
from documents.models import Document, Page
from documents.restricting import may_look
from documents.serving import HEADERS
from history.models import AccessRecord
from lifecycle import ActionRefused, Verdict

#: The access record of somebody who reads a file in the viewer.
VIEWED = "document.viewed"
#: Leafing through a file within this time is one look.
ONE_LOOK = timedelta(hours=1)
PICTURE = "image/webp"


def look(document: Document, *, user: Any, at: datetime) -> Verdict:
    """Whether this person may see what is in the file now, and if so the note that they did: once for each look.

    document: out of the caller's scoped queryset, which is the right to see it.
    """
    verdict = may_look(document, user, at)
    if verdict and not _noted(document, user, at):
        history.record_access(document, VIEWED, actor=user, at=at)
    return verdict


def _noted(document: Document, user: Any, at: datetime) -> bool:
    noted = AccessRecord.objects.filter(
        subject_kind=Document.SUBJECT_KIND, subject_id=document.pk, actor=user, what=VIEWED
    )
    return noted.filter(at__gt=at - ONE_LOOK).exists()


def page(document: Document, number: int, *, user: Any, at: datetime) -> StreamingHttpResponse:
    """The picture of one page; who asks for it is noted as having looked.

    document: out of the caller's scoped queryset. Raises ActionRefused where the person may not look now, Http404
    without such a page, StorageAway.
    """
    if not (verdict := look(document, user=user, at=at)):
        raise ActionRefused(verdict)
    found = get_object_or_404(Page, document=document, number=number)
    return _picture(found.key, found.version_id)


def thumbnail(document: Document, *, user: Any, at: datetime) -> StreamingHttpResponse:
    """The small picture of page 1, which is no look yet. Raises as `page` does."""
    if not (verdict := may_look(document, user, at)):
        raise ActionRefused(verdict)
    found = get_object_or_404(Page.objects.exclude(thumbnail_key=""), document=document)
    return _picture(found.thumbnail_key, found.thumbnail_version_id)


def _picture(key: str, version_id: str) -> StreamingHttpResponse:
    response = StreamingHttpResponse(
        storage.read(key, version_id),
        content_type=PICTURE,
        headers={name: value for name, value in HEADERS.items() if name != "Accept-Ranges"},
    )
    response["Content-Disposition"] = "inline"
    return response
