"""What colleagues were asked for, in words: the thing, until when, and what became of it."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from babel.dates import format_date
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from claims.models import Ask, Claim
from claims.models.ask import AskState
from claims.permissions import may_call_off
from programs.models import Requirement
from programs.rules import deadline_for, end_of_day
from programs.words import date_locale, in_language

TONES = {
    AskState.OPEN: "progress",
    AskState.GIVEN: "success",
    AskState.DECLINED: "attention",
    AskState.WITHDRAWN: "neutral",
    AskState.FILLED: "neutral",
    AskState.OVER: "neutral",
}


@dataclass(frozen=True)
class AskRow:
    """One question as pages show it: what was asked for, and how it stands."""

    ask: Ask
    thing: str
    standing: str
    tone: str
    may_call_off: bool


def rows_of(claim: Claim, user: Any) -> list[AskRow]:
    """All questions of a claim, the open ones first; one query where there are any. Load it with `for_page()`."""
    if not claim.has_asks:
        return []
    asks = claim.asks.select_related("requirement", "expense", "asked", "by", "ended_by", "document")
    return [row(ask, user) for ask in sorted(asks, key=lambda one: (not one.is_open, one.pk))]


def row(ask: Ask, user: Any) -> AskRow:
    """One question for its reader."""
    may = ask.is_open and bool(may_call_off(user, ask))
    return AskRow(ask, thing(ask), standing(ask), TONES[AskState(ask.state)], may)


def thing(ask: Ask) -> str:
    """What is asked for: the slot, the invoice's file, or a document that only the words describe."""
    return thing_in_words(thing_of(ask))


def thing_of(ask: Ask) -> dict[str, Any]:
    """The same as plain values, for events and mails that are put into words later."""
    if isinstance(ask.requirement, Requirement):
        return {"slot": ask.requirement.label}
    return {"invoice": str(ask.expense)} if ask.expense else {}


def thing_in_words(thing: dict[str, Any]) -> str:
    """What `thing_of` gave, in the reader's language."""
    if "slot" in thing:
        return in_language(thing["slot"])
    if "invoice" in thing:
        return _("File of the invoice %(name)s") % {"name": thing["invoice"]}
    return _("A document")


def due(ask: Ask, deadline: datetime) -> datetime:
    """The end of the wished-for day in the program's zone, else the claim's deadline."""
    return end_of_day(ask.wished_for, ask.claim.program.zone) if ask.wished_for else deadline


def due_of(ask: Ask) -> datetime:
    """The same, with the deadline looked up."""
    return due(ask, deadline_for(ask.claim.period, ask.claim.partner))


#: Who has it, or what became of it.
STANDINGS = {
    AskState.OPEN: gettext_lazy("Asked of %(asked)s"),
    AskState.GIVEN: gettext_lazy("Given by %(asked)s"),
    AskState.DECLINED: gettext_lazy("%(asked)s cannot give it"),
    AskState.WITHDRAWN: gettext_lazy("No longer asked of %(asked)s; %(by)s withdrew it"),
    AskState.FILLED: gettext_lazy("No longer asked of %(asked)s; %(by)s gave it"),
    AskState.OVER: gettext_lazy("No longer asked of %(asked)s: the claim is no draft any more"),
}


def standing(ask: Ask) -> str:
    """Who has it and by when, or what became of it, in a sentence."""
    names = {"asked": ask.asked, "by": ask.ended_by, "day": _day(ask.wished_for)}
    if ask.is_open and ask.wished_for:
        return _("Asked of %(asked)s, wished for by %(day)s") % names
    return str(STANDINGS[AskState(ask.state)] % names)


def _day(day: date | None) -> str:
    return format_date(day, "long", locale=date_locale(get_language() or "en")) if day else ""
