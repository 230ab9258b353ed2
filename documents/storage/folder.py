"""Documents in a local folder: what is written is on the disk before anybody hears of it."""

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from pathlib import Path

from documents.storage.errors import KeyTaken, MissingObject, StorageAway
from documents.storage.found import Found, Kind, Stored

READ_SIZE = 256 * 1024
#: So many bytes go to the disk while the next ones arrive; what is left for the end is short.
SYNC_SIZE = 4 * 1024 * 1024
#: What a file is called until all of it is on the disk.
PART = ".part"


@contextmanager
def _told_apart() -> Iterator[None]:
    """Full disks, lost mounts and missing files, in the words of this room."""
    try:
        yield
    except FileNotFoundError as error:
        raise MissingObject(str(error)) from error
    except FileExistsError as error:
        raise KeyTaken(str(error)) from error
    except OSError as error:
        raise StorageAway(str(error)) from error


class FolderWriter:
    """Writes `<key>.part` and gives it its name only when all of it is on the disk."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._part = path.with_name(path.name + PART)
        self._unsynced = 0
        with _told_apart():
            path.parent.mkdir(parents=True, exist_ok=True)
            self._file = os.open(self._part, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)

    def write(self, data: bytes) -> None:
        with _told_apart():
            left = memoryview(data)
            while left:
                left = left[os.write(self._file, left) :]
            self._unsynced += len(data)
            if self._unsynced >= SYNC_SIZE:
                os.fdatasync(self._file)
                self._unsynced = 0

    def close(self) -> str:
        with _told_apart():
            os.fsync(self._file)
            os.close(self._file)
            # A hard link refuses a name that is taken; a rename would overwrite it.
            os.link(self._part, self._path)
            os.unlink(self._part)
            _sync_folder(self._path.parent)
        return ""

    def abort(self) -> None:
        with suppress(OSError):
            os.close(self._file)
        with suppress(OSError):
            os.unlink(self._part)


def _sync_folder(path: Path) -> None:
    """A new name lasts only when its folder is on the disk too."""
    folder = os.open(path, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)


class FolderReader:
    """Reads a range of an open file in chunks."""

    def __init__(self, path: Path, start: int, end: int | None) -> None:
        with _told_apart():
            self._file = path.open("rb", buffering=0)
            size = os.fstat(self._file.fileno()).st_size
            self._left = (size if end is None else end) - start
            self._file.seek(start)
        if self._left > size - start:
            self.close()
            raise StorageAway(f"{path.name} ends before its last byte.")

    def __iter__(self) -> "FolderReader":
        return self

    def __next__(self) -> bytes:
        with _told_apart():
            data = self._file.read(max(0, min(READ_SIZE, self._left)))
        if not data:
            self.close()
            raise StopIteration
        self._left -= len(data)
        return data

    def fileno(self) -> int:
        return self._file.fileno()

    def close(self) -> None:
        self._file.close()


class Folder:
    """The embedded default; a file's version is the file."""

    def __init__(self, root: Path) -> None:
        self._root = Path(root)

    def writer(self, key: str) -> FolderWriter:
        return FolderWriter(self._root / key)

    def read(self, key: str, version_id: str, start: int, end: int | None) -> FolderReader:
        return FolderReader(self._root / key, start, end)

    def delete(self, key: str, version_id: str) -> None:
        with _told_apart():
            (self._root / key).unlink(missing_ok=True)

    def exists(self, key: str, version_id: str) -> bool:
        with _told_apart():
            return (self._root / key).is_file()

    def check(self) -> None:
        with _told_apart():
            self._root.mkdir(parents=True, exist_ok=True)
            tempfile.TemporaryFile(dir=self._root).close()

    def presigned(
        self, key: str, version_id: str, *, name: str, content_type: str, seconds: int
    ) -> str | None:
        return None

    @property
    def locks(self) -> bool:
        return False

    def describe(self, key: str, version_id: str) -> Stored:
        with _told_apart():
            return Stored((self._root / key).stat().st_size)

    def lock(self, key: str, version_id: str, until: datetime) -> None:
        raise StorageAway("A folder has no locks.")

    def hold(self, key: str, version_id: str, held: bool) -> None:
        raise StorageAway("A folder has no legal holds.")

    def delete_versions(self, key: str) -> None:
        self.delete(key, "")
        self.delete(key + PART, "")

    def listing(self) -> Iterator[Found]:
        with _told_apart():
            for entry in _entries(self._root):
                with suppress(FileNotFoundError):  # an upload ended meanwhile
                    yield self._found(entry)

    def _found(self, entry: os.DirEntry[str]) -> Found:
        at = datetime.fromtimestamp(entry.stat().st_mtime, UTC)
        key = Path(entry.path).relative_to(self._root).as_posix()
        if key.endswith(PART):
            return Found(Kind.PART, key.removesuffix(PART), "", at)
        return Found(Kind.OBJECT, key, "", at)

    def discard(self, found: Found) -> None:
        self.delete(found.key + (PART if found.kind is Kind.PART else ""), "")


def _entries(folder: Path | str) -> Iterator[os.DirEntry[str]]:
    """Every file below a folder, one at a time."""
    if not os.path.isdir(folder):
        return  # nothing was ever stored
    with os.scandir(folder) as entries:
        for entry in entries:
            if entry.is_dir(follow_symlinks=False):
                yield from _entries(entry.path)
            else:
                yield entry
