"""Hash and write while the next bytes arrive: both leave Python's lock, so they cost an upload no time of its own."""

import hashlib
from queue import Queue
from threading import Thread
from typing import Protocol

#: How many chunks may wait; this bounds the memory of an upload.
AHEAD = 4


class _Writer(Protocol):
    def write(self, data: bytes) -> None: ...

    def close(self) -> str: ...

    def abort(self) -> None: ...


class Behind:
    """A writer in front of another one, with a thread between them.

    An error of the writer behind is raised by the next `write()` or by `close()`.
    """

    def __init__(self, writer: _Writer) -> None:
        self._writer = writer
        self._hash = hashlib.sha256()
        self._chunks: Queue[bytes | None] = Queue(AHEAD)
        self._error: Exception | None = None
        self._thread = Thread(target=self._work, name="storing", daemon=True)
        self._thread.start()

    @property
    def sha256(self) -> str:
        """In hex, over all bytes; after `close()`."""
        return self._hash.hexdigest()

    def write(self, data: bytes) -> None:
        self._chunks.put(data)
        self._raise()

    def close(self) -> str:
        self._end()
        self._raise()
        return self._writer.close()

    def abort(self) -> None:
        self._end()
        self._writer.abort()

    def _work(self) -> None:
        while (data := self._chunks.get()) is not None:
            try:
                self._take(data)
            except Exception as error:  # raised where the upload is, not in this thread
                self._error = error

    def _take(self, data: bytes) -> None:
        if self._error is None:
            self._hash.update(data)
            self._writer.write(data)

    def _end(self) -> None:
        if self._thread.is_alive():
            self._chunks.put(None)
            self._thread.join()

    def _raise(self) -> None:
        if self._error is not None:
            raise self._error
