"""What a person changes about themselves."""

from accounts.models import User


def choose_language(user: User, language: str) -> None:
    """Keep the language a person chose; mails follow it too."""
    User.objects.filter(pk=user.pk).update(language=language)


def choose_keys(user: User, keys: bool) -> None:
    """Keep whether single keys do something on the pages a person opens."""
    User.objects.filter(pk=user.pk).update(keys=keys)
