"""The address that turns mails of one kind off for one person, without signing in (RFC 8058)."""

from django.conf import settings
from django.core.signing import BadSignature, Signer
from django.urls import reverse

_SALT = "notifications.stop"


def stop_url(user_id: int, kind: str) -> str:
    """Where a reader of this mail turns its kind off; it does not run out, as the mail does not."""
    token = Signer(salt=_SALT).sign_object([user_id, kind])
    return settings.ORIGIN + reverse("mails_stop", args=[token])


def read_token(token: str) -> tuple[int, str] | None:
    """Whose mails of which kind; None for a token that is not ours or was altered."""
    try:
        user_id, kind = Signer(salt=_SALT).unsign_object(token)
    except (BadSignature, ValueError, UnicodeError):
        return None
    return user_id, kind
