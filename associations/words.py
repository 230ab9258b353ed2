"""History in words: codes and parameters of the events, drawn in the reader's language."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from associations.consent import WORDS, Standing
from associations.enums import EndReason, RejectReason
from associations.models import Association
from associations.readiness import Section
from associations.workflow import BY_VERB
from history.models import Event
from programs.words import deadline_in_words, in_language

#: What an edit was about.
PARTS = {
    Section.CUSTOMER: gettext_lazy("customer"),
    Section.ITEMS: gettext_lazy("workloads or subscriptions"),
    Section.CONTACTS: gettext_lazy("contacts"),
    Section.PROOF: gettext_lazy("proof"),
    "proof_removed": gettext_lazy("proof taken out"),
    "answer": gettext_lazy("answer"),
}
#: Steps inside the vendor's house; partners never read them.
IN_HOUSE = ("clear", "reopen", "note")
TONES = {
    "submit": "info",
    "take": "progress",
    "request": "attention",
    "answer": "info",
    "lapse": "danger",
    "approve": "success",
    "complete": "success",
    "approve_over": "success",
    "reject": "danger",
    "reject_finally": "danger",
    "decline": "danger",
    "object": "danger",
    "give_way": "danger",
    "confirm": "success",
    "dispute": "attention",
}


@dataclass(frozen=True)
class Entry:
    """One row of the history."""

    words: str
    who: str
    at: datetime
    tone: str


def timeline(events: Iterable[Event], association: Association, *, staff: bool = False) -> list[Entry]:
    """The history for the reader, newest first. staff: with what partners never read."""
    entries = [
        Entry(
            " ".join(_sentences(event, association)),
            _who(event),
            event.at,
            TONES.get(_verb(event), "neutral"),
        )
        for event in events
        if staff or _verb(event) not in IN_HOUSE
    ]
    return entries[::-1]


def _sentences(event: Event, association: Association) -> list[str]:
    said = [(str(BY_VERB[_verb(event)].words) % _params(event, association)).strip().rstrip(":")]
    said += [one for one in (asked_in_words(item) for item in event.params.get("items", [])) if one]
    return said if len(said) == 1 else [f"{said[0]}.", *said[1:]]


def asked_in_words(item: dict[str, Any]) -> str:
    """What one item of a request asks for."""
    parts = [in_language(item.get("reason") or {}), item.get("words", "")]
    return " ".join(part for part in parts if part)


def _verb(event: Event) -> str:
    return event.code.removeprefix("association.")


def _who(event: Event) -> str:
    if event.actor:
        return str(event.actor)
    by_customer = _verb(event) in {"confirm", "decline", "object", "not_me", "link_again"}
    return _("The customer") if by_customer else _("The portal")


def _params(event: Event, association: Association) -> dict[str, Any]:
    params = {"words": "", "name": "", "comment": "", **event.params}
    if "what" in params:
        params["what"] = str(PARTS.get(params["what"], params["what"]))
    if "due" in params:
        due = datetime.fromisoformat(params["due"])
        params["due"] = deadline_in_words(due, association.program.zone, get_language() or "en")
    if "consent" in params:
        params["consent"] = str(WORDS[Standing(params["consent"])])
    if "reason" in params:
        params["reason"] = reason_in_words(params["reason"], params["words"])
    return params


def reason_in_words(reason: str, words: str = "") -> str:
    """A published reason, and what was said to it."""
    labels = dict(RejectReason.choices) | dict(EndReason.choices)
    return " – ".join(str(one) for one in (labels.get(reason, reason), words) if one)


def decided_because(association: Association) -> str:
    """Why it was not approved, or has ended: the partner's own reason where they ended it; "" where there is none."""
    return reason_in_words(association.end_reason or association.reason, association.reason_words)
