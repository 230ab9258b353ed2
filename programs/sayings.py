"""What this room records on programs, in words."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from django.core.exceptions import FieldDoesNotExist
from django.db import models
from django.utils.text import capfirst
from django.utils.translation import get_language, gettext_lazy, ngettext, pgettext
from django.utils.translation import gettext as _

from accounts.places import country_name, currency_name, zone_city
from lifecycle.transitions import Words
from programs import told
from programs.enums import ReasonKind, VendorRole
from programs.models import Enrollment, Program, Reason, UsagePeriod
from programs.money import format_money
from programs.told import Changed, Said
from programs.words import LANGUAGE_NAMES, LANGUAGES, day_in_words, in_language, period_name
from programs.words_field import WordsField

Params = Mapping[str, Any]


#: Codes that people read by name.
CODES: dict[str, Callable[[str, str], str]] = {
    "country": country_name,
    "zone": zone_city,
    "currency": currency_name,
}


def written(model: type[models.Model], name: str, value: Any, currency: str) -> str:
    """A stored value of a field as people read it; "–" for none."""
    column = _column(model, name)
    if value in (None, "", {}):
        return "–"
    if name in CODES:
        return CODES[name](value, get_language() or "en")
    kind = next((one for one in KINDS if isinstance(column, one)), None)
    return KINDS[kind](value, currency) if kind else str(value)


def _day(value: Any) -> date:
    return value if isinstance(value, date) else date.fromisoformat(value)


def _column(model: type[models.Model], name: str) -> models.Field | None:
    try:
        found = model._meta.get_field(name)
    except FieldDoesNotExist:
        return None
    return found if isinstance(found, models.Field) else None


def _money(value: Any, currency: str) -> str:
    return format_money(Decimal(str(value)), currency, get_language() or "en")


def _yes_or_no(value: Any, _currency: str) -> str:
    return pgettext("value", "Yes") if value else pgettext("value", "No")


#: How the values of a column are read; the value, and the program's currency.
KINDS: dict[type[models.Field], Callable[[Any, str], str]] = {
    models.BooleanField: _yes_or_no,
    models.DecimalField: _money,
    models.DateField: lambda value, _currency: day_in_words(_day(value)),
    WordsField: lambda value, _currency: " / ".join(str(text) for text in value.values() if text),
}


def facts_of(
    row: models.Model, names: Iterable[str], currency: str = "", reasons: Mapping[str, Any] | None = None
) -> list[tuple[str, str, str]]:
    """Rows of label, value, and why it cannot change, for who reads and for what is fixed."""
    return [
        (
            _label(type(row), name),
            written(type(row), name, getattr(row, name), currency or getattr(row, "currency", "")),
            str((reasons or {}).get(name, "")),
        )
        for name in names
    ]


def _label(model: type[models.Model], name: str) -> str:
    return capfirst(str(getattr(_column(model, name), "verbose_name", name)))


def changes(model: type[models.Model], params: Params, program: Program) -> list[Changed]:
    """What was changed, out of an event's `changes`."""
    return [
        Changed(
            label, written(model, name, old, program.currency), written(model, name, new, program.currency)
        )
        for name, before, after in params.get("changes", [])
        for label, old, new in _by_language(model, name, before, after)
    ]


def _by_language(
    model: type[models.Model], name: str, before: Any, after: Any
) -> Iterator[tuple[str, Any, Any]]:
    """Of words only the languages in which they changed."""
    if not isinstance(_column(model, name), WordsField):
        yield _label(model, name), before, after
        return
    for language in LANGUAGES:
        old, new = (before or {}).get(language, ""), (after or {}).get(language, "")
        if old != new:
            facts = {"text": _label(model, name), "language": LANGUAGE_NAMES[language]}
            yield _("%(text)s, in %(language)s") % facts, old and {language: old}, new and {language: new}


def _settings(params: Params, program: Program) -> Said:
    return Said(_("Settings changed"), changes=changes(Program, params, program))


def _period(sentence: Any) -> told.Saying:
    def said(params: Params, program: Program) -> Said:
        name = period_name(_day(params["first_day"]), _day(params["last_day"]))
        rows = changes(UsagePeriod, params, program)
        more = ""
        if "deadline_day" in params:
            more = _("Last day to submit: %(day)s.") % {"day": day_in_words(_day(params["deadline_day"]))}
        return Said(str(sentence) % {"period": name}, more, rows)

    return said


def _reason(sentence: Any) -> told.Saying:
    def said(params: Params, program: Program) -> Said:
        kind = f" ({ReasonKind(params['kind']).label})" if "kind" in params else ""
        words = str(sentence) % {"words": in_language(params["words"])}
        return Said(f"{words}{kind}", changes=changes(Reason, params, program))

    return said


def _enrollment(sentence: Any) -> told.Saying:
    def said(params: Params, program: Program) -> Said:
        since = day_in_words(_day(params["since"])) if "since" in params else ""
        words = str(sentence) % {"partner": params["partner"], "since": since}
        return Said(words, changes=changes(Enrollment, params, program))

    return said


def _role(sentence: Any) -> told.Saying:
    def said(params: Params, program: Program) -> Said:
        return Said(str(sentence) % {"person": params["person"], "role": VendorRole(params["role"]).label})

    return said


def _granted(params: Params, program: Program) -> Said:
    to = params["partner"] or _("every location")
    words = _("Deadline extended for %(partner)s to %(day)s")
    return Said(words % {"partner": to, "day": day_in_words(_day(params["last_day"]))}, params["reason"])


def _asked(params: Params, program: Program) -> Said:
    words = _("%(partner)s asked for an extension to %(day)s")
    facts = {"partner": params["partner"], "day": day_in_words(_day(params["wished"]))}
    return Said(words % facts, params["reason"])


def _rates(params: Params, program: Program) -> Said:
    added, moved = params["added"], params["changed"]
    words = ngettext("%(count)s rate added.", "%(count)s rates added.", len(added)) % {"count": len(added)}
    return Said(_("Exchange rates loaded"), " ".join([words, ", ".join(moved)]).strip())


SAYINGS: dict[str, told.Saying | Words] = {
    "programs.settings_changed": _settings,
    "programs.period_added": _period(gettext_lazy("Usage period added: %(period)s")),
    "programs.period_changed": _period(gettext_lazy("Usage period changed: %(period)s")),
    "programs.period_removed": _period(gettext_lazy("Usage period removed: %(period)s")),
    "programs.reason_added": _reason(gettext_lazy("Reason added: %(words)s")),
    "programs.reason_changed": _reason(gettext_lazy("Reason changed: %(words)s")),
    "programs.enrollment_invited": _enrollment(gettext_lazy("%(partner)s invited")),
    "programs.enrollment_begun": _enrollment(gettext_lazy("%(partner)s enrolled from %(since)s")),
    "programs.enrollment_ended": _enrollment(gettext_lazy("Enrollment of %(partner)s ends")),
    "programs.role_given": _role(gettext_lazy("%(person)s is %(role)s now")),
    "programs.role_taken": _role(gettext_lazy("%(person)s is no longer %(role)s")),
    "programs.extension_granted": _granted,
    "programs.extension_asked": _asked,
    "programs.extension_withdrawn": gettext_lazy("%(partner)s withdrew the request for an extension"),
    "programs.extension_refused": gettext_lazy("Extension for %(partner)s refused: %(words)s"),
    "programs.rates_loaded": _rates,
    "programs.year_opened": gettext_lazy("Fiscal year %(year)s published, partners told"),
}


def speak() -> None:
    """Register the words of this room."""
    for code, saying in SAYINGS.items():
        told.say(code, saying)
