"""The mail server: what its answers mean, and a connection that knows how far a mail got when it broke."""

import smtplib
from enum import Enum, auto
from typing import Any

from django.core.mail.backends import smtp


class Answer(Enum):
    """What an error while sending says about the message, the address, or the server."""

    #: Nothing is wrong with the mail: the server, or the way to it, is gone.
    AWAY = auto()
    #: As AWAY, but the mail was being handed over: whether it was taken nobody knows.
    PERHAPS_TAKEN = auto()
    #: A no for now (4xx).
    LATER = auto()
    #: A no for good (5xx) to this mail.
    REFUSED = auto()
    #: A no for good to everything that goes to this address.
    UNREACHABLE = auto()
    #: A defect of ours.
    BROKEN = auto()


class PerhapsTaken(smtplib.SMTPServerDisconnected):
    """The connection broke after the words had begun to flow and before the server said that it has them."""


class Connection(smtplib.SMTP):
    """As the library's, and says when a mail was half handed over."""

    def data(self, msg: Any) -> Any:
        """The words of a mail. Raises PerhapsTaken, and what the library raises for an answer of the server."""
        try:
            return super().data(msg)
        except smtplib.SMTPDataError:
            raise
        except OSError as error:
            raise PerhapsTaken(str(error)) from error


class EmailBackend(smtp.EmailBackend):
    """Django's, over such a connection."""

    connection_class = Connection  # type: ignore[assignment]


_AWAY = (
    smtplib.SMTPServerDisconnected,
    smtplib.SMTPConnectError,
    smtplib.SMTPHeloError,
    smtplib.SMTPAuthenticationError,
)
#: The server goes away now, or has had enough of this connection.
_CLOSING = 421


def answer_of(error: Exception) -> Answer:
    """What an exception of the mail library means."""
    if isinstance(error, PerhapsTaken):
        return Answer.PERHAPS_TAKEN
    if isinstance(error, _AWAY):
        return Answer.AWAY
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        ((code, text),) = error.recipients.values()
        return _to_the_address(code, text)
    if isinstance(error, smtplib.SMTPResponseException):
        return _to_the_mail(error)
    if isinstance(error, OSError) and not isinstance(error, smtplib.SMTPException):
        return Answer.AWAY
    return Answer.BROKEN


def _to_the_address(code: int, text: bytes) -> Answer:
    if code == _CLOSING:
        return Answer.AWAY
    if code < 500:
        return Answer.LATER
    # 5.7.x is a rule of the server's, mostly about the sender; the address may be as good as any.
    return Answer.REFUSED if text.startswith(b"5.7.") else Answer.UNREACHABLE


def _to_the_mail(error: smtplib.SMTPResponseException) -> Answer:
    if error.smtp_code == _CLOSING:
        return Answer.AWAY
    # A sender that is refused is a mistake in the settings: mended, all mails go that waited.
    final = error.smtp_code >= 500 and isinstance(error, smtplib.SMTPDataError)
    return Answer.REFUSED if final else Answer.LATER
