"""Forms of usage periods: a new one with all its days, and what may still change of one that is there."""

from datetime import datetime, timedelta
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from programs import rules
from programs.day_field import DayField
from programs.forms.managing import ManagedForm
from programs.models import Program, UsagePeriod
from programs.words import day_in_words

EARNING = (gettext_lazy("First day of the earning period"), gettext_lazy("Last day of the earning period"))
OPENS = gettext_lazy("Submission opens on")


def _wrong_way_round(form: forms.Form, cleaned: dict[str, Any], first: str, last: str) -> None:
    if cleaned.get(first) and cleaned.get(last) and cleaned[last] < cleaned[first]:
        form.add_error(last, _("A period cannot end before it begins."))


class PeriodForm(forms.Form):
    """A new usage period; the deadline follows from its last day."""

    code = forms.SlugField(
        label=gettext_lazy("Code"), max_length=30, help_text=gettext_lazy("Stands in sheets; never changes.")
    )
    earning_first_day = DayField(label=EARNING[0])
    earning_last_day = DayField(label=EARNING[1])
    first_day = DayField(label=gettext_lazy("First day"))
    last_day = DayField(label=gettext_lazy("Last day"))
    submission_opens_on = DayField(
        label=OPENS, required=False, help_text=gettext_lazy("Empty: as the program's settings say.")
    )
    deadline_day = DayField(
        label=gettext_lazy("Last day to submit"),
        required=False,
        help_text=gettext_lazy("Empty: 45 days after the last day. It may be earlier, never later."),
    )

    def __init__(self, *args: Any, program: Program, **kwargs: Any) -> None:
        super().__init__(*args, initial=following(program), **kwargs)
        self.program = program
        for field in self.fields.values():
            field.width = "md"

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        _wrong_way_round(self, cleaned, "earning_first_day", "earning_last_day")
        _wrong_way_round(self, cleaned, "first_day", "last_day")
        periods = UsagePeriod.objects.filter(program=self.program)
        if periods.filter(code=cleaned.get("code")).exists():
            self.add_error("code", _("This program already has a usage period of this code."))
        if not {"first_day", "last_day"} & self.errors.keys():
            self._overlap(cleaned, periods)
            self._deadline(cleaned)
        return cleaned

    def _overlap(self, cleaned: dict[str, Any], periods: Any) -> None:
        met = periods.filter(first_day__lte=cleaned["last_day"], last_day__gte=cleaned["first_day"]).first()
        if met:
            words = _("These days overlap with the usage period %(period)s.")
            self.add_error("first_day", words % {"period": met.name})

    def _deadline(self, cleaned: dict[str, Any]) -> None:
        day, latest = cleaned.get("deadline_day"), cleaned["last_day"] + timedelta(days=rules.DAYS_TO_SUBMIT)
        if day and not cleaned["last_day"] <= day <= latest:
            words = _("Claims are due between the last day and %(latest)s.")
            self.add_error("deadline_day", words % {"latest": day_in_words(latest)})

    @property
    def days(self) -> dict[str, Any]:
        """For the action."""
        return {name: value for name, value in self.cleaned_data.items() if name != "code"}


def following(program: Program) -> dict[str, Any]:
    """What a new period begins with: the half-year after the last one, earned in the half before it."""
    last = UsagePeriod.objects.filter(program=program).order_by("last_day").last()
    if last is None:
        return {}
    half = rules.half_year_of(last.last_day + timedelta(days=1))
    return {
        "code": half.code,
        "earning_first_day": half.previous.first_day,
        "earning_last_day": half.previous.last_day,
        "first_day": half.first_day,
        "last_day": half.last_day,
    }


class PeriodChangeForm(ManagedForm):
    """What may still change of a usage period; never its last day and its deadline."""

    names = ("earning_first_day", "earning_last_day", "first_day", "submission_opens_on")

    earning_first_day = DayField(label=EARNING[0])
    earning_last_day = DayField(label=EARNING[1])
    first_day = DayField(label=gettext_lazy("First day"))
    submission_opens_on = DayField(label=OPENS)

    def __init__(self, *args: Any, thing: UsagePeriod, at: datetime, **kwargs: Any) -> None:
        super().__init__(*args, thing=thing, currency=thing.program.currency, at=at, **kwargs)
        for name in self.names:
            self.fields[name].width = "md"

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        _wrong_way_round(self, cleaned, "earning_first_day", "earning_last_day")
        period: Any = self.thing
        if cleaned.get("first_day") and cleaned["first_day"] > period.last_day:
            self.add_error("first_day", _("A period cannot end before it begins."))
        opens = cleaned.get("submission_opens_on")
        if opens and cleaned.get("first_day") and not cleaned["first_day"] <= opens <= period.deadline_day:
            words = _("Submission opens no earlier than the usage period and before its deadline.")
            self.add_error("submission_opens_on", words)
        return cleaned
