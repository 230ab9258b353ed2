"""An upload streams straight into storage: hashed on the way, never held in memory or in a temporary file.

`@streaming_upload` makes it so for a view. What the view's action did not turn into a
document by the end of the request is deleted again, so no object is left without a row.
"""

import logging
from collections.abc import Callable
from contextlib import suppress
from functools import wraps
from typing import Any

from django.conf import settings
from django.contrib.auth.views import redirect_to_login
from django.core.files.uploadhandler import FileUploadHandler
from django.db import Error as DatabaseError
from django.http import HttpRequest, HttpResponse
from django.http.request import UnreadablePostError
from django.views.decorators.csrf import csrf_exempt, csrf_protect

from documents import storage
from documents.stored import StoredUpload

log = logging.getLogger(__name__)

CHUNK_SIZE = 1024 * 1024
#: What the other fields of a form may add to the largest file.
FORM_SIZE = 1024 * 1024

View = Callable[..., HttpResponse]


class StreamingHandler(FileUploadHandler):
    """Hands each file's bytes to a StoredUpload as they arrive, and knows all of one request."""

    chunk_size = CHUNK_SIZE

    def __init__(self, request: HttpRequest) -> None:
        super().__init__(request)
        self.uploads: list[StoredUpload] = []

    def new_file(self, field_name: str, file_name: str, *args: Any, **kwargs: Any) -> None:
        super().new_file(field_name, file_name, *args, **kwargs)
        self.uploads.append(StoredUpload(file_name))

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        self.uploads[-1].write(raw_data)

    def file_complete(self, file_size: int) -> Any:
        self.uploads[-1].finish()
        return self.uploads[-1]

    def discard_unclaimed(self) -> None:
        """Leave no object without a row; never raises, reconciliation finds what could not be deleted now."""
        for upload in self.uploads:
            try:
                upload.discard()
            except (storage.StorageAway, DatabaseError) as error:
                log.error("ALARM: %s may be left without a row: %s", upload.key, error)


def streaming_upload(view: View) -> View:
    """For a view that takes files: only for people signed in, who are asked for before the body is read.

    CSRF is exempt outside and protected inside, because the check reads the form and with it
    the files: by then they must stream. `request.FILES` then holds StoredUpload objects.
    """
    protected = csrf_protect(view)

    @csrf_exempt
    @wraps(view)
    def upload(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not request.user.is_authenticated:
            _let_go(request)
            return redirect_to_login(request.get_full_path())
        handler = StreamingHandler(request)
        request.upload_handlers = [handler]
        try:
            return protected(request, *args, **kwargs)
        finally:
            handler.discard_unclaimed()

    return upload


def _let_go(request: HttpRequest) -> None:
    """Read a body nobody wants: a browser shows no answer while it is still sending."""
    left = settings.UPLOAD_LIMIT_BYTES + FORM_SIZE
    with suppress(UnreadablePostError):
        while left > 0 and (data := request.read(CHUNK_SIZE)):
            left -= len(data)
