"""Numbers and names of customers, in whatever spelling they are copied from."""

import re
import uuid
from typing import Any
from urllib.parse import urlsplit

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import DomainNameValidator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

#: What pages put between letters and nobody sees: zero-width spaces and joiners, soft hyphens, byte order marks.
_UNSEEN = re.compile(r"[\u00ad\u200b-\u200f\u2060\ufeff]")
_PLAIN = re.compile(r"[0-9a-f]{32}")
#: What people copy along with a number.
_AROUND = re.compile(r"^(?:urn:uuid:|guid:)?[\s{(\[<\"'“”„‘’`]*|[\s})\]>\"'“”„‘’`,;.]*$", re.IGNORECASE)


def read_guid(text: str) -> uuid.UUID | None:
    """A GUID in any usual spelling: with braces, without hyphens, in capitals; None for anything else."""
    seen = _UNSEEN.sub("", text)
    plain = re.sub(r"[\s\-‐-―−]", "", _AROUND.sub("", seen.strip())).lower()
    return uuid.UUID(plain) if _PLAIN.fullmatch(plain) else None


class TenantField(forms.CharField):
    """A tenant's id; cleans to a UUID, or None where it is empty and not required."""

    default_error_messages = {
        "invalid": gettext_lazy(
            "This is no tenant id. It has 32 digits and letters from a to f, like"
            " 0b7c2f4e-9d3a-4c1e-8f5b-2a6d7e8f9012."
        )
    }

    def clean(self, value: Any) -> uuid.UUID | None:
        text = super().clean(value)
        if not text:
            return None
        found = read_guid(text)
        if found is None or found.int == 0:
            raise ValidationError(self.error_messages["invalid"], code="invalid")
        return found


class DomainField(forms.CharField):
    """A domain; cleans to lower case, out of an address of a page or a mail too."""

    default_error_messages = {
        "invalid": gettext_lazy("This is no domain. Enter it like petersen.example, without a path.")
    }

    def clean(self, value: Any) -> str:
        text = super().clean(value).strip().lower().rpartition("@")[2]
        if not text:
            return ""
        host = (urlsplit(text if "//" in text else f"//{text}").hostname or "").rstrip(".")
        host = host.removeprefix("www.")
        try:
            plain = host.encode("idna").decode()
            DomainNameValidator()(plain)
        except (UnicodeError, ValidationError) as error:
            raise ValidationError(self.error_messages["invalid"], code="invalid") from error
        return plain


def read_subscriptions(text: str, most: int) -> list[str]:
    """Subscription numbers, one a line or separated by commas, each in its usual spelling, doubles once.

    Raises ValidationError that names those that are none, or that there are too many.
    """
    given = [one for one in re.split(r"[\n,;]+", text) if one.strip()]
    wrong = [one.strip() for one in given if read_guid(one) is None]
    if wrong:
        words = _("No subscription numbers: %(wrong)s.") % {"wrong": _some(wrong)}
        raise ValidationError(words, code="invalid")
    return _limited([str(read_guid(one)) for one in given], most)


def read_workloads(text: str, known: dict[str, str], most: int) -> list[str]:
    """Codes of workloads out of pasted names or codes. Raises ValidationError as read_subscriptions does."""
    by_name = {name.casefold(): code for code, name in known.items()} | {code: code for code in known}
    given = [one.strip() for one in re.split(r"[\n,;]+", text) if one.strip()]
    wrong = [one for one in given if one.casefold() not in by_name]
    if wrong:
        words = _("We do not know these workloads: %(wrong)s.") % {"wrong": _some(wrong)}
        raise ValidationError(words, code="invalid")
    return _limited([by_name[one.casefold()] for one in given], most)


def _limited(found: list[str], most: int) -> list[str]:
    once = list(dict.fromkeys(found))
    if len(once) > most:
        words = _("These are %(count)s. Name no more than %(most)s in one association.")
        raise ValidationError(words % {"count": len(once), "most": most}, code="too_many")
    return once


def _some(wrong: list[str]) -> str:
    """The first five, and how many more."""
    shown = ", ".join(f"“{one[:60]}”" for one in wrong[:5])
    more = len(wrong) - 5
    return f"{shown} … (+{more})" if more > 0 else shown
