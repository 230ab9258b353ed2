"""What managers do about a message: send it again, let its address be tried again. Both are recorded."""

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.actions.reaching import try_person_again
from accounts.models import User
from claims_portal.sent.sight import may_send_again
from history.actions import record
from lifecycle import ActionRefused, Verdict, clock
from notifications.actions.resending import send_again
from notifications.models import Message


def require_manager(user: User, message: Message) -> None:
    """Raises ActionRefused for who reads here but manages nothing the message is about."""
    if not may_send_again(user, message):
        raise ActionRefused(
            Verdict(False, _("Only a program manager of this program may do this."), forbidden=True)
        )


@transaction.atomic
def send_once_more(message: Message, *, by: User) -> None:
    """Send a message again. Raises ActionRefused where it must not go, or not by this person."""
    require_manager(by, message)
    locked = Message.objects.select_for_update(of=("self",)).select_related("to").get(pk=message.pk)
    at = clock.now()
    before = {"state": locked.state, "sent_at": locked.sent_at, "message_id": locked.message_id}
    send_again(locked, at)
    record(locked, "message.sent_again", actor=by, at=at, **before)


@transaction.atomic
def try_address(message: Message, *, by: User) -> bool:
    """Let mails go to the reader's address again; False where nothing kept them. Raises as above."""
    require_manager(by, message)
    return message.to is not None and try_person_again(message.to, by=by)
