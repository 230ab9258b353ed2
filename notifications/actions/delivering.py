"""Hand messages to the mail server, one after the other over one connection."""

from datetime import datetime
from smtplib import SMTPDataError, SMTPRecipientsRefused

from django.core.mail import EmailMultiAlternatives
from django.db import transaction
from django.template.loader import render_to_string
from django.utils import timezone, translation

from notifications.enums import MessageState
from notifications.models import Message
from notifications.wording import facts_of, subject_of
from outbox.jobs import TryLater


def deliver_waiting(at: datetime) -> int:
    """Send what waits and is due. Returns how many were tried. Raises TryLater where the mail server is away."""
    sent = 0
    for pk in Message.objects.to_deliver(at).values_list("pk", flat=True):
        deliver(pk, at)
        sent += 1
    return sent


def deliver(message_id: int, at: datetime) -> None:
    """Send one message; SENDING is committed before the mail server is spoken to.

    Found SENDING means a worker died in between: what must arrive goes again under
    the same Message-ID, anything else is marked UNCERTAIN and left.
    """
    message = _begin(message_id)
    if message is None:
        return
    try:
        _mail(message).send()
    except Exception as error:
        refused = _refused_for_good(error)
        Message.objects.filter(pk=message.pk).update(
            state=MessageState.FAILED if refused else MessageState.QUEUED, error=str(error)
        )
        if refused:
            return
        if isinstance(error, OSError):
            raise TryLater("The mail server is away.") from error
        raise
    Message.objects.filter(pk=message.pk).update(state=MessageState.SENT, sent_at=at, error="")


def _refused_for_good(error: Exception) -> bool:
    """Whether the mail server said a permanent no (5xx) to this address."""
    if isinstance(error, SMTPRecipientsRefused):
        return all(code >= 500 for code, _text in error.recipients.values())
    return isinstance(error, SMTPDataError) and error.smtp_code >= 500


def _begin(message_id: int) -> Message | None:
    with transaction.atomic():
        message = Message.objects.select_for_update().select_related("to").get(pk=message_id)
        if message.state == MessageState.SENDING and not message.must_arrive:
            message.state = MessageState.UNCERTAIN
            message.save(update_fields=["state"])
        if message.state not in {MessageState.QUEUED, MessageState.SENDING}:
            return None
        message.state = MessageState.SENDING
        message.save(update_fields=["state"])
    return message


def _mail(message: Message) -> EmailMultiAlternatives:
    with translation.override(message.language), timezone.override(message.to.zone):
        facts = facts_of(message)
        subject = subject_of(message, facts)
        text = render_to_string(f"emails/{message.kind}/body.txt", facts)
        html = render_to_string(f"emails/{message.kind}/body.html", {**facts, "language": message.language})
    headers = {"Message-ID": message.message_id, "Auto-Submitted": "auto-generated"}
    mail = EmailMultiAlternatives(subject, text, to=[message.address], headers=headers)
    mail.attach_alternative(html, "text/html")
    return mail
