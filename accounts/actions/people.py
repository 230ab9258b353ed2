"""What a person changes about themselves."""

from datetime import datetime

from django.db import transaction

from accounts.models import User
from history.actions import record


def choose_language(user: User, language: str) -> None:
    """Keep the language a person chose; mails follow it too."""
    User.objects.filter(pk=user.pk).update(language=language)


def choose_keys(user: User, keys: bool) -> None:
    """Keep whether single keys do something on the pages a person opens."""
    User.objects.filter(pk=user.pk).update(keys=keys)


@transaction.atomic
def settle(user: User, language: str, zone: str, at: datetime) -> None:
    """Keep the language and the time zone a person wants to be written to in; recorded where it changes something."""
    locked = User.objects.select_for_update().get(pk=user.pk)
    before = {"language": locked.language, "zone": locked.zone}
    after = {"language": language, "zone": zone}
    if after == before:
        return
    User.objects.filter(pk=user.pk).update(**after)
    record(locked, "user.settled", actor=user, at=at, before=before, after=after)
