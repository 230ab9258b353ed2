"""The secret address of somebody's calendar: whoever has it reads their dates, without signing in."""

from typing import Any

from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.signing import BadSignature, Signer
from django.urls import reverse

from notifications.models import Calendar

# The handle alone stands in the database: without the key of the installation it opens nothing.
_SIGNER = {"salt": "notifications.calendar", "sep": "."}


def feed_url(calendar: Calendar) -> str:
    """The address to subscribe to."""
    return settings.ORIGIN + reverse("calendar_feed", args=[Signer(**_SIGNER).sign(calendar.handle)])


def subscriber_of(token: str) -> Any | None:
    """Whose calendar it is; None for what is not ours, was renewed or turned off, or is of somebody who left."""
    try:
        handle = Signer(**_SIGNER).unsign(token)
    except BadSignature:
        return None
    owner = Calendar.objects.filter(handle=handle).values("user")
    return get_user_model().objects.filter(pk__in=owner, is_active=True).first()
