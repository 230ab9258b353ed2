"""What somebody wants as a mail too, and what in the portal alone."""

from collections.abc import Collection, Iterable
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from lifecycle import ActionRefused
from notifications.enums import MessageState
from notifications.kinds import kind_of
from notifications.models import Message, Preference


@transaction.atomic
def turn_off(user: Any, kind: str, at: datetime) -> None:
    """No more mails of this kind, those that wait included; its notices stay. Once more changes nothing.

    Raises ActionRefused for a kind nobody may turn off, KeyError for one that is not registered.
    """
    _refuse_what_is_needed(kind)
    Preference.objects.get_or_create(user=user, kind=kind, defaults={"turned_off_at": at})
    waiting = Message.objects.filter(to=user, kind=kind, state=MessageState.QUEUED)
    waiting.update(state=MessageState.NOTICE)


def turn_on(user: Any, kind: str) -> None:
    """Mails of this kind again, from the next one on. Once more changes nothing. Raises as turn_off does."""
    _refuse_what_is_needed(kind)
    Preference.objects.filter(user=user, kind=kind).delete()


@transaction.atomic
def prefer(user: Any, kinds: Iterable[str], off: Collection[str], at: datetime) -> None:
    """Of these kinds, mails of those in `off` are turned off and of the others on. Raises as turn_off does."""
    for kind in kinds:
        if kind in off:
            turn_off(user, kind, at)
        else:
            turn_on(user, kind)


def _refuse_what_is_needed(kind: str) -> None:
    if not kind_of(kind).optional:
        raise ActionRefused(_("These mails cannot be turned off: money or a deadline hangs on them."))
