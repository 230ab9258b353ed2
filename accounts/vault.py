"""Bank data at rest: sealed with keys from the environment, the newest first (MultiFernet).

Fernet is authenticated: what was changed in the table does not open. Which key sealed a row is
kept beside it as a fingerprint, so that rotation finds what is left to do without opening anything.
"""

import hashlib
import json
from typing import Any

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from django.conf import settings


class Unreadable(Exception):
    """Sealed with a key that is gone, or changed since: nobody can read it any more."""


def _safe() -> MultiFernet:
    return MultiFernet([Fernet(key) for key in settings.PAYEE_KEYS])


def newest_key() -> str:
    """The fingerprint of the key that seals now; says nothing about the key."""
    return hashlib.sha256(settings.PAYEE_KEYS[0].encode()).hexdigest()[:16]


def seal(content: dict[str, Any]) -> bytes:
    """The content, encrypted with the newest key."""
    return _safe().encrypt(json.dumps(content, ensure_ascii=False).encode())


def unseal(sealed: bytes) -> dict[str, Any]:
    """The content again. Raises Unreadable when none of the keys fits."""
    try:
        return json.loads(_safe().decrypt(bytes(sealed)))
    except InvalidToken as error:
        raise Unreadable("None of the keys opens it.") from error


def seal_anew(sealed: bytes) -> bytes:
    """The same content under the newest key. Raises Unreadable when none of the keys fits."""
    try:
        return _safe().rotate(bytes(sealed))
    except InvalidToken as error:
        raise Unreadable("None of the keys opens it.") from error
