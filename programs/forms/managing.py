"""Forms over what managers change of a program: several of them may have one open at once (`forms/several.py`).

What a change would touch is said at its field (`in_use.py`), as the action says it.
"""

from collections.abc import Mapping, Set
from datetime import datetime
from typing import Any

from django import forms
from django.db.models import Model
from django.utils.text import capfirst
from django.utils.translation import get_language, gettext_lazy, pgettext_lazy
from django.utils.translation import gettext as _

from accounts.places import countries_by_name, currencies_for, currency_name, zones_by_city
from programs import in_use
from programs.forms.several import SeveralPeople
from programs.forms.words import BothLanguages, Text
from programs.models import Program
from programs.money_field import AmountField
from programs.sayings import written
from programs.words import LANGUAGES


class BothOrNone(BothLanguages):
    """Texts that go out as they are: what is written in one language is written in the other."""

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        for name in self.texts:
            given = {one: cleaned.get(f"{name}_{one}", "").strip() for one in LANGUAGES}
            for language in [one for one in LANGUAGES if any(given.values()) and not given[one]]:
                if f"{name}_{language}" not in self.errors:
                    self.add_error(f"{name}_{language}", _("Words are needed in English and in German."))
        return cleaned


class ManagedForm(BothOrNone, SeveralPeople):
    """Over a row of a program: `names` are the row's fields it may change, texts in both languages among them."""

    names: tuple[str, ...] = ()

    def __init__(self, *args: Any, thing: Model, currency: str, at: datetime, **kwargs: Any) -> None:
        words = {name: getattr(thing, name) for name in self.texts}
        super().__init__(*args, words=words, **kwargs)
        self.thing, self.currency, self.at = thing, currency, at
        stored = {name: getattr(thing, name) for name in self.names}
        self.initial |= {name: value for name, value in stored.items() if name not in self.texts}
        self.saw(stored)

    @property
    def typed(self) -> dict[str, Any]:
        """For the action: the values by the row's fields; of a valid form."""
        return {name: self._given(name) for name in self.names}

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if not self.errors:
            for name, words in in_use.refusals(self.thing, self.typed, self.at).items():
                self.add_error(name if name in self.fields else None, str(words))
        return cleaned

    def _carried(self) -> Set[str]:
        return set(self.names)

    def _given(self, name: str) -> Any:
        return self.written(name) if name in self.texts else self.cleaned_data.get(name)

    def _put(self, name: str, value: Any) -> None:
        if name in self.texts:
            for language in LANGUAGES:
                self.data[f"{name}_{language}"] = (value or {}).get(language, "")
        elif isinstance(self.fields[name], forms.BooleanField):
            self.data[name] = "on" if value else "false"
        else:
            super()._put(name, value)

    def _label(self, name: str) -> str:
        return capfirst(str(self.thing._meta.get_field(name).verbose_name))

    def _written(self, name: str, value: Any) -> str:
        return written(type(self.thing), name, value, self.currency)


def _amount(label: Any, hint: Any) -> AmountField:
    return AmountField(label=label, help_text=hint, allow_zero=True)


def _days(label: Any, hint: Any = "", least: int = 1) -> forms.IntegerField:
    return forms.IntegerField(label=label, help_text=hint, min_value=least, max_value=365)


def _switch(label: Any, hint: Any = "") -> forms.BooleanField:
    return forms.BooleanField(label=label, help_text=hint, required=False)


class SettingsForm(ManagedForm):
    """A program's limits, clocks and words; what can no longer change is left out: `fixed`, with the reasons."""

    AMOUNTS = ("four_eyes_limit", "threshold", "payment_minimum")
    DAYS = (
        "review_days",
        "answer_days",
        "answer_minimum_days",
        "dispute_days",
        "dispute_review_days",
        "payment_days",
        "submission_opens_after_days",
    )
    SWITCHES = ("active", "takes_associations", "association_starts_claim")
    PLACE = ("currency", "zone", "country")

    texts = {
        "name": Text(gettext_lazy("Name"), needed=True),
        "summary": Text(pgettext_lazy("program", "What it is for"), rows=3, needed=True),
    }
    names = ("name", "summary", *AMOUNTS, *DAYS, *SWITCHES, *PLACE)

    four_eyes_limit = _amount(
        gettext_lazy("A second person approves above"), gettext_lazy("Counts for decisions from now on.")
    )
    threshold = _amount(
        gettext_lazy("Least earned in an earning period"),
        gettext_lazy("Below it the earned funds become a rebate when the period is closed."),
    )
    payment_minimum = _amount(
        gettext_lazy("Least amount of a payment"),
        gettext_lazy("Smaller sums gather until they reach it, or go with the year's last batch."),
    )
    review_days = _days(
        gettext_lazy("Business days to review"), gettext_lazy("For claims submitted from now on.")
    )
    answer_days = _days(gettext_lazy("Business days to answer a request"))
    answer_minimum_days = _days(gettext_lazy("Business days to answer in any case"))
    dispute_days = _days(gettext_lazy("Days to dispute a decision"))
    dispute_review_days = _days(gettext_lazy("Business days to answer a dispute"))
    payment_days = _days(
        gettext_lazy("Business days to pay"), gettext_lazy("From the day the least amount is reached.")
    )
    submission_opens_after_days = _days(
        gettext_lazy("Submission opens this many days after the first day"),
        gettext_lazy("For usage periods added from now on."),
        least=0,
    )
    active = _switch(gettext_lazy("Active"), gettext_lazy("Partners see the program and start claims."))
    takes_associations = _switch(gettext_lazy("Takes customer associations"))
    association_starts_claim = _switch(gettext_lazy("A claim can be started from an association"))
    currency = forms.ChoiceField(label=gettext_lazy("Currency"))
    zone = forms.ChoiceField(label=gettext_lazy("Time zone"))
    country = forms.ChoiceField(label=gettext_lazy("Country of the business days"))

    def __init__(self, *args: Any, thing: Program, at: datetime, **kwargs: Any) -> None:
        super().__init__(*args, thing=thing, currency=thing.currency, at=at, **kwargs)
        for name in self.AMOUNTS:
            field: Any = self.fields[name]
            field.currency = field.suffix = thing.currency
            field.width = "md"
        for name in self.DAYS:
            self.fields[name].width = "xs"
        self._choose(thing)
        self.fixed = fixed_place(thing, at)
        for name in self.fixed:
            del self.fields[name]
        self.names = tuple(name for name in self.names if name not in self.fixed)

    def _choose(self, program: Program) -> None:
        language = get_language() or "en"
        codes = currencies_for(program.country, also=program.currency)
        self.fields["currency"].choices = [(code, currency_name(code, language)) for code in codes]
        self.fields["zone"].choices = zones_by_city(language)
        self.fields["country"].choices = countries_by_name(language)

    def drawn(self, *names: str) -> list[Any]:
        """The fields of some names, as far as they are there."""
        return [self[name] for name in names if name in self.fields]

    @property
    def limits(self) -> list[Any]:
        return self.drawn(*self.AMOUNTS)

    @property
    def clocks(self) -> list[Any]:
        return self.drawn(*self.DAYS)

    @property
    def switches(self) -> list[Any]:
        return self.drawn(*self.SWITCHES)

    @property
    def place(self) -> list[Any]:
        return self.drawn(*self.PLACE)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        usual, least = cleaned.get("answer_days"), cleaned.get("answer_minimum_days")
        if usual and least and least > usual:
            self.add_error(
                "answer_minimum_days", _("The least days to answer cannot be more than the usual ones.")
            )
        return cleaned


def fixed_place(program: Program, at: datetime) -> Mapping[str, Any]:
    """Of currency, time zone and country what no value may replace any more, with the reason."""
    return in_use.refusals(program, dict.fromkeys(SettingsForm.PLACE, ""), at)
