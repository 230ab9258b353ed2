"""The mails this machine kept instead of sending them, as they would have arrived."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from email import policy
from email.message import EmailMessage
from email.parser import BytesParser
from email.utils import parsedate_to_datetime
from itertools import islice
from pathlib import Path

from django.conf import settings

#: So many are listed, newest first.
SHOWN = 50
#: Django's file backend writes this line under each mail.
_DIVIDER = b"\n" + b"-" * 79 + b"\n"


@dataclass(frozen=True)
class Mail:
    """One kept mail; `key` is its place: the file's name and the number of the mail in it."""

    key: str
    message: EmailMessage

    @property
    def subject(self) -> str:
        return str(self.message["Subject"] or "")

    @property
    def to(self) -> str:
        return str(self.message["To"] or "")

    @property
    def sender(self) -> str:
        return str(self.message["From"] or "")

    @property
    def sent_at(self) -> datetime | None:
        if not (date := self.message["Date"]):
            return None
        at = parsedate_to_datetime(str(date))
        # "-0000" means UTC from somewhere unknown; Python reads it without a zone.
        return at if at.tzinfo else at.replace(tzinfo=UTC)

    @property
    def text(self) -> str:
        return self._part("plain")

    @property
    def html(self) -> str:
        return self._part("html")

    def _part(self, kind: str) -> str:
        part = self.message.get_body((kind,))
        return part.get_content() if part else ""


def newest(limit: int = SHOWN) -> list[Mail]:
    """The kept mails, newest first; reads no more files than it needs."""
    files = sorted(_folder().glob("*.log"), reverse=True) if _folder().is_dir() else []
    return list(islice((mail for file in files for mail in reversed(list(_mails(file)))), limit))


def find(key: str) -> Mail | None:
    """The mail of this key, or None."""
    file = _folder() / f"{key.partition('.')[0]}.log"
    if file.parent != _folder() or not file.is_file():
        return None
    return next((mail for mail in _mails(file) if mail.key == key), None)


def _folder() -> Path:
    return Path(settings.EMAIL_FILE_PATH)


def _mails(file: Path) -> Iterator[Mail]:
    pieces = [piece for piece in file.read_bytes().split(_DIVIDER) if piece.strip()]
    for number, piece in enumerate(pieces):
        message = BytesParser(EmailMessage, policy=policy.default).parsebytes(piece.lstrip(b"\n"))
        yield Mail(f"{file.stem}.{number}", message)
