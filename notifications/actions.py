"""Store the mail, then send it."""

from datetime import datetime
from email.utils import make_msgid
from smtplib import SMTPDataError, SMTPRecipientsRefused
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.db import transaction
from django.template.loader import render_to_string
from django.utils import timezone, translation

from notifications.enums import MessageState
from notifications.models import Message
from outbox.actions import enqueue
from outbox.jobs import TryLater


def send(
    kind: str, *, to: Any, subject: Any, key: str, at: datetime, must_arrive: bool = False, **context: Any
) -> Message:
    """Promise one mail inside the caller's transaction.

    kind: a folder of templates/emails/; to: a user; key: at most one mail of this
    key and person is ever made; context: plain values for the templates.
    """
    message, created = Message.objects.get_or_create(
        key=f"{kind}:{key}:{to.pk}",
        defaults={
            "kind": kind,
            "to": to,
            "address": to.email,
            "language": to.language,
            "context": context,
            "subject_kind": subject.SUBJECT_KIND,
            "subject_id": subject.pk,
            "must_arrive": must_arrive,
            "message_id": make_msgid(domain=urlsplit(settings.ORIGIN).hostname),
            "created_at": at,
        },
    )
    if created:
        enqueue("notifications.deliver", at=at, message=message.pk)
    return message


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
    context = {
        **message.context,
        "to": message.to,
        "origin": settings.ORIGIN,
        "help_email": settings.HELP_EMAIL,
    }
    with translation.override(message.language), timezone.override(message.to.zone):
        subject = render_to_string(f"emails/{message.kind}/subject.txt", context)
        text = render_to_string(f"emails/{message.kind}/body.txt", context)
        html = render_to_string(f"emails/{message.kind}/body.html", {**context, "language": message.language})
    headers = {"Message-ID": message.message_id, "Auto-Submitted": "auto-generated"}
    mail = EmailMultiAlternatives(" ".join(subject.split()), text, to=[message.address], headers=headers)
    mail.attach_alternative(html, "text/html")
    return mail
