"""History of a payee profile in words, in the reader's language."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from accounts.places import country_name
from history.models import Event

EVENTS = {
    "payee.proposed": gettext_lazy("New: %(after)s. Before: %(before)s."),
    "payee.withdrawn": gettext_lazy("Change withdrawn: %(after)s."),
}
#: What may differ between two versions.
PARTS = {
    "account": gettext_lazy("bank account"),
    "holder": gettext_lazy("account holder"),
    "tax_id": gettext_lazy("tax id"),
    "currency": gettext_lazy("currency"),
}


@dataclass(frozen=True)
class Entry:
    """One line of the timeline."""

    words: str
    who: str
    at: datetime


def account_in_words(facts: dict[str, str] | None) -> str:
    """An account by what may be shown of it: "account in Germany ending in 3000, paid in EUR"."""
    if not facts:
        return _("no account")
    return _("account in %(country)s ending in %(digits)s, paid in %(currency)s") % {
        "country": country_name(facts["country"], get_language()),
        "digits": facts["last_digits"],
        "currency": facts["currency"],
    }


def payee_timeline(events: Iterable[Event]) -> list[Entry]:
    """What happened to a payee profile, newest first."""
    return [Entry(_sentence(event), str(event.actor), event.at) for event in events if event.code in EVENTS][
        ::-1
    ]


def _sentence(event: Event) -> str:
    params: dict[str, Any] = {name: account_in_words(event.params.get(name)) for name in ("before", "after")}
    parts = [str(PARTS[part]) for part in event.params.get("parts", [])]
    changed = _(" Changed: %(parts)s.") % {"parts": ", ".join(parts)} if parts else ""
    return str(EVENTS[event.code]) % params + changed
