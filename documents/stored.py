"""A file on its way into storage: hashed and written as its bytes arrive."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager

from django.conf import settings
from django.db import transaction

from documents import storage
from documents.enums import Problem
from documents.models import Document
from documents.names import clean_name
from documents.storage.behind import Behind

log = logging.getLogger(__name__)


class StoredUpload:
    """What `request.FILES` holds: a file that lies in storage already, or the `problem` that kept it out.

    name: cleaned; size in bytes; sha256 in hex; version_id: the storage's; claimed:
    an action has written a row for it, in a transaction that may yet be rolled back;
    kept: that transaction was committed.
    """

    def __init__(self, raw_name: str) -> None:
        self.name = clean_name(raw_name)
        self.key = storage.new_key()
        self.version_id = ""
        self.size = 0
        self.problem = ""
        self.claimed = self.kept = False
        self.sha256 = ""
        self._writer: Behind | None = None
        with self._storing():
            self._writer = Behind(storage.writer(self.key))

    def write(self, data: bytes) -> None:
        """Take the next bytes; after a problem they are let go, so that the form's other fields arrive."""
        self.size += len(data)
        if self.size > settings.UPLOAD_LIMIT_BYTES and not self.problem:
            self.give_up(Problem.TOO_LARGE)
        if self._writer:
            with self._storing():
                self._writer.write(data)

    def finish(self) -> None:
        """The last byte has arrived: make the object last."""
        if not self.size and not self.problem:
            self.give_up(Problem.EMPTY)
        if self._writer:
            with self._storing():
                self.version_id = self._writer.close()
                self.sha256 = self._writer.sha256
                self._writer = None

    def claim(self) -> None:
        """A row is being written for it: it stays if the transaction is committed, and goes if not."""
        self.claimed = True
        transaction.on_commit(self._keep)

    def _keep(self) -> None:
        self.kept = True

    def give_up(self, problem: Problem) -> None:
        """Leave nothing behind, and say why."""
        self.problem = problem
        if self._writer:
            self._writer.abort()
            self._writer = None

    def discard(self) -> None:
        """Delete what was stored, unless a committed row names it; a break in the middle leaves nothing either."""
        if self._writer:
            self.give_up(Problem.NOT_STORED)
        if self.problem or self.kept:
            return
        # A connection that broke in the middle of the commit leaves open whether there is a row: look.
        if self.claimed and Document.objects.filter(key=self.key).exists():
            return
        storage.delete(self.key, self.version_id)

    def close(self) -> None:
        """Django closes each file of a request; ours is closed already."""

    @contextmanager
    def _storing(self) -> Iterator[None]:
        """A storage that fails becomes this upload's problem, not an error page."""
        try:
            yield
        except storage.StorageAway as error:
            log.error("ALARM: an upload could not be stored: %s", error)
            self.give_up(Problem.NOT_STORED)
