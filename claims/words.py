"""History in words: codes and parameters of the events, drawn in the reader's language."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from claims import calls
from claims.answers import asked_and_given
from claims.asks import thing_in_words
from claims.cuts import cut_in_words
from claims.models import Claim
from claims.payments import payment_in_words
from claims.workflow import BY_VERB
from history.models import Event
from programs.money import format_money
from programs.words import deadline_in_words, instant_in_words

#: What an "edit" or a prepared answer was about.
PARTS = {
    "activity": gettext_lazy("activity"),
    "owner": gettext_lazy("owner"),
    "invoice": gettext_lazy("invoice %(name)s"),
    "invoice_removed": gettext_lazy("invoice %(name)s removed"),
    "work": gettext_lazy("in-house work of %(name)s"),
    "work_removed": gettext_lazy("in-house work of %(name)s removed"),
    "result": gettext_lazy("result figures"),
    "proof": gettext_lazy("%(name)s added"),
    "proof_removed": gettext_lazy("%(name)s removed"),
    "described": gettext_lazy("name or note of %(name)s"),
    "comment": gettext_lazy("comment"),
    "statement": gettext_lazy("statement"),
    "correction": gettext_lazy("correction of line %(line)s"),
}
MONEY = ("amount", "approved", "claimed")
#: Until when, and from when on.
INSTANTS = {"due": deadline_in_words, "leaves": instant_in_words}
#: What a sentence ends with, and what may stand after it.
ENDS, CLOSING = (".", "!", "?", "…", ":"), "”“\"'»)"
#: Steps inside the vendor's house; partners never read them.
IN_HOUSE = (
    "recommend",
    "return",
    "decide",
    "undo",
    "ask_reversal",
    "end_reversal",
    "needs_no_answer",
    "assign",
    "release",
)
#: Steps that stand out in the timeline; all others are neutral.
TONES = {
    "submit": "info",
    "take": "progress",
    "request": "attention",
    "request_file_again": "attention",
    "answer": "info",
    "lapse": "danger",
    "recommend": "progress",
    "return": "attention",
    "decide": "progress",
    "undo": "attention",
    "leave": "success",
    "dispute": "attention",
    "reverse": "attention",
    "call": "attention",
    "answer_call": "info",
    "call_lapses": "danger",
    "record_payment": "progress",
}


@dataclass(frozen=True)
class Entry:
    """One line of the timeline: what was done, and what was said with it."""

    said: str
    more: str
    who: str
    at: datetime
    verb: str

    @property
    def words(self) -> str:
        """Both, one after the other."""
        return _one_after_the_other([self.said, self.more])

    @property
    def tone(self) -> str:
        """The tone of its sign in the timeline."""
        return TONES.get(self.verb, "neutral")


def timeline(events: Iterable[Event], claim: Claim, *, staff: bool = False) -> list[Entry]:
    """The claim's history for the reader, newest first. staff: with what partners never read (R18)."""
    entries = [
        Entry(
            event_words(event, claim).rstrip(": "),
            _one_after_the_other(_sentences(event, claim, staff)),
            _who(event),
            event.at,
            _verb(event),
        )
        for event in events
        if staff or _verb(event) not in IN_HOUSE
    ]
    return entries[::-1]


def _sentences(event: Event, claim: Claim, staff: bool) -> Iterator[str]:
    yield from _decided(event, claim, staff)
    yield from asked_and_given(event.params)
    for one in event.params.get("despite", []) if staff else []:
        yield _("Line %(line)s was approved although it may be claimed twice: %(words)s") % one


def _one_after_the_other(sentences: Iterable[str]) -> str:
    """Where something follows, what stands before it ends like a sentence."""
    said = [one.strip() for one in sentences if one.strip()]
    ended = [one if one.rstrip(CLOSING).endswith(ENDS) else f"{one}." for one in said[:-1]]
    return " ".join([*ended, *said[-1:]])


def _decided(event: Event, claim: Claim, staff: bool) -> Iterator[str]:
    """What was disputed by line; and why lines were cut, for partners once the decision has left."""
    for one in event.params.get("disputed", []):
        yield _("Line %(line)s: %(words)s") % one if one["words"] else _("Line %(line)s.") % one
    if staff or _verb(event) == "leave":
        yield event.params.get("because", "")
        yield from (cut_in_words(cut, claim.currency) for cut in event.params.get("cuts", []))


def event_words(event: Event, claim: Claim) -> str:
    """One event as a sentence in the active language."""
    return (str(BY_VERB[_verb(event)].words) % _params(event, claim)).strip()


def _verb(event: Event) -> str:
    return event.code.removeprefix("claim.")


def _who(event: Event) -> str:
    return str(event.actor) if event.actor else _("The portal")


def _params(event: Event, claim: Claim) -> dict[str, Any]:
    language = get_language() or "en"
    params = {"words": "", **event.params, **calls.in_words(event.params)}
    for name in MONEY:
        if name in params:
            params[name] = format_money(Decimal(params[name]), claim.currency, language)
    for name, in_words in INSTANTS.items():
        if name in params:
            params[name] = in_words(datetime.fromisoformat(params[name]), claim.program.zone, language)
    if "payment_state" in params:
        params["payment"] = payment_in_words(params)
    if "thing" in params:
        params["thing"] = thing_in_words(params["thing"])
    if "what" in params:
        params["what"] = str(PARTS[params["what"]]) % params
    return params
