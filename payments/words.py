"""History of batches, payments, recoveries and tax invoices in words, in the reader's language."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from history.models import Event
from payments.enums import PaymentStage
from payments.reasons import fault_in_words
from payments.workflow import BY_VERB
from programs.money import format_money
from programs.words import day_in_words

DAYS = ("booked_on", "sent_on", "day", "offset_from")


@dataclass(frozen=True)
class Entry:
    """One line of a history."""

    words: str
    who: str
    at: datetime
    tone: str = "neutral"


#: Steps that stand out; all others are neutral.
TONES = {
    "mark_sent": "progress",
    "confirm": "success",
    "bounce": "danger",
    "come_back": "danger",
    "note_failure": "danger",
    "lose_track": "attention",
    "withdraw_batch": "attention",
    "accept_invoice": "success",
    "refuse_invoice": "danger",
}


def timeline(events: Iterable[Event], currency: str) -> list[Entry]:
    """The events as they are read, newest first. currency: of the amounts in them."""
    return [_entry(one, currency) for one in reversed(list(events))]


def _entry(event: Event, currency: str) -> Entry:
    verb = event.code.removeprefix("payments.")
    row = BY_VERB.get(verb)
    words = str(row.words) % _written(event.params, currency) if row else event.code
    who = str(event.actor) if event.actor else _("The portal")
    return Entry(words, who, event.at, TONES.get(verb, "neutral"))


def _written(params: dict[str, Any], currency: str) -> dict[str, Any]:
    """Amounts, days and stages as people read them."""
    said = dict(params)
    if said.get("amount"):
        money = said.get("currency") or currency
        said["amount"] = format_money(Decimal(said["amount"]), money, get_language() or "en")
    for name in DAYS:
        if said.get(name):
            said[name] = day_in_words(date.fromisoformat(said[name]))
    if "fault_code" in said:
        said["fault"] = fault_in_words(said["fault_code"], said["fault_words"])
    if said.get("outcome"):
        said["outcome"] = PaymentStage(said["outcome"]).label
    return said
