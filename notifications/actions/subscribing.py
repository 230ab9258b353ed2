"""Give somebody's calendar an address, another one, or none."""

import secrets
from datetime import datetime
from typing import Any

from notifications.models import Calendar


def renew(user: Any, at: datetime) -> Calendar:
    """A new address; the one there was opens nothing any more from this moment on."""
    handle = secrets.token_urlsafe(18)
    calendar, _made = Calendar.objects.update_or_create(user=user, defaults={"handle": handle, "made_at": at})
    return calendar


def end(user: Any) -> None:
    """No address any more. Once more changes nothing."""
    Calendar.objects.filter(user=user).delete()
