"""The mail that carries a message: its words, its head, and an entry for the reader's calendar."""

from dataclasses import dataclass
from datetime import datetime
from email.utils import format_datetime
from secrets import token_hex
from typing import Any

from django.core.mail import EmailMultiAlternatives
from django.template.loader import render_to_string
from django.utils import timezone, translation

from notifications.calendars import deadline_of, published
from notifications.kinds import kind_of
from notifications.models import Message
from notifications.stopping import stop_url
from notifications.wording import facts_of, subject_of


@dataclass(frozen=True)
class Words:
    """What a mail says; calendar: the entry that goes along, b"" for none."""

    subject: str
    text: str
    html: str
    calendar: bytes


class Mail(EmailMultiAlternatives):
    """A mail that is put together once: before it is on its way, where that can still fail without harm."""

    def message(self, **options: Any) -> Any:
        if not hasattr(self, "_whole"):
            self._whole = super().message(**options)
            for part in self._whole.walk():
                if part.is_multipart():
                    # One that nothing contains: otherwise one is sought through the whole mail, by a pattern made anew.
                    part.set_boundary(f"=_{token_hex(16)}")
        return self._whole


def words_of(message: Message, at: datetime, stop: str = "") -> Words:
    """In its reader's language and zone. stop: address that turns the kind off, "" for none.

    Raises whatever a template raises that does not fit the message's facts.
    """
    folder, fact = f"emails/{message.kind}/", kind_of(message.kind).calendar
    with translation.override(message.language), timezone.override(message.reader_zone):
        facts = facts_of(message) | {"language": message.language, "stop": stop}
        entry = deadline_of(message, fact, facts, at) if fact else None
        return Words(
            subject_of(message, facts),
            render_to_string(folder + "body.txt", facts),
            render_to_string(folder + "body.html", facts),
            published(entry) if entry else b"",
        )


def mail_of(message: Message, at: datetime, connection: Any = None) -> Mail:
    """The whole mail, ready to be sent. Raises as `words_of` does, and for what no mail can carry."""
    stop = stop_url(message.to_id, message.kind) if kind_of(message.kind).optional else ""
    words = words_of(message, at, stop)
    mail = Mail(
        words.subject,
        words.text,
        to=[message.address],
        headers=_headers(message, stop, at),
        connection=connection,
    )
    mail.attach_alternative(words.html, "text/html")
    if words.calendar:
        mail.attach("deadline.ics", words.calendar.decode(), "text/calendar; method=PUBLISH")
    mail.message()
    return mail


def _headers(message: Message, stop: str, at: datetime) -> dict[str, str]:
    headers = {
        "Message-ID": message.message_id,
        "Date": format_datetime(at),
        "Auto-Submitted": "auto-generated",
    }
    if stop:
        headers |= {"List-Unsubscribe": f"<{stop}>", "List-Unsubscribe-Post": "List-Unsubscribe=One-Click"}
    return headers
