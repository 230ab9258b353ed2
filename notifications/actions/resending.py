"""A message goes once more because somebody wants it to."""

from datetime import datetime

from django.utils.translation import gettext as _

from lifecycle import ActionRefused
from notifications.actions.sending import DELIVER, new_message_id
from notifications.enums import MessageState
from notifications.kinds import kind_of
from notifications.models import WAITING, Message, Preference, Unreachable
from outbox.actions import enqueue


def send_again(message: Message, at: datetime) -> None:
    """Let a message the caller has locked go again, to its reader's address of today.

    It stays the one message it is: one notice, one key, one row. Where it may have arrived or never left,
    it goes under its Message-ID, so that a mail program shows it once; where it was SENT, somebody looks
    for it in vain, and it gets a new one: a mailbox may hide or refuse what it has had before.
    Raises ActionRefused with a sentence where it must not go.
    """
    if why := why_not(message, at):
        raise ActionRefused(why)
    if message.state == MessageState.SENT:
        message.message_id = new_message_id()
    message.address = message.reader.email
    message.state, message.sent_at, message.tries, message.error = MessageState.QUEUED, None, 0, ""
    message.save(update_fields=["address", "message_id", "state", "sent_at", "tries", "error"])
    enqueue(DELIVER, at=at)


def why_not(message: Message, at: datetime) -> str:
    """Why it must not go again, in a sentence; "" where it may. Two or three queries."""
    if message.to is None:
        return _("Somebody without an account is written to anew on the page that asks them.")
    owed = kind_of(message.kind).owed
    over = message.state == MessageState.DROPPED or (message.void_at is not None and message.void_at <= at)
    off = Preference.objects.filter(user=message.to, kind=message.kind)
    refused = Unreachable.objects.filter(address=message.to.email)
    reasons = (
        (message.state in WAITING, _("It waits to be sent already.")),
        (not message.to.is_active, _("This person may not sign in any more.")),
        (over, _("What it says is not true any more.")),
        (owed is not None and message.pk not in owed([message]), _("What it asks for is done.")),
        (off.exists(), _("This person wants no mails of this kind.")),
        (refused.exists(), _("The mail server refuses this address. Let mails go there again first.")),
    )
    return next((sentence for holds, sentence in reasons if holds), "")
