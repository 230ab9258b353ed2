"""Whether the person at the keyboard proved a moment ago who they are."""

import time

from allauth.account.adapter import get_adapter
from allauth.account.authentication import get_authentication_records
from allauth.account.internal.flows.login import record_authentication
from django.conf import settings
from django.http import HttpRequest


def signed_in_recently(request: HttpRequest) -> bool:
    """Whether the person signed in, or confirmed that it is them, within RECENT_SIGN_IN.

    The sign-in library stamps both in the session, by the machine's clock; so it is compared with that.
    """
    proofs = get_authentication_records(request, request.user)
    newest = max((one["at"] for one in proofs), default=0)
    return time.time() - newest < settings.RECENT_SIGN_IN.total_seconds()


def can_confirm(request: HttpRequest) -> bool:
    """Whether the sign-in library can ask the person again: for a password or a second factor."""
    return bool(get_adapter().get_reauthentication_methods(request.user))


def note_sign_in(request: HttpRequest, method: str) -> None:
    """Stamp a sign-in the library did not do itself, as it stamps its own."""
    record_authentication(request, request.user, method=method)
