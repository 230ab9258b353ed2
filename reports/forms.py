"""The filter over all reports: a GET form, so that what it shows can be linked and drawn again."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django import forms
from django.db.models import Max
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from accounts.places import country_name
from lifecycle.transitions import Words
from programs.models import Program, UsagePeriod
from programs.words import period_name
from reports.enums import READERS, Breakdown, Outcome
from reports.models import ClaimSums, FundMonth
from reports.naming import activity_names

#: Which value of the filter asks for what of a row of sums, and of a claim.
OF_SUMS = {
    "program": "period__program__code",
    "since": "period__first_day__gte",
    "until": "period__last_day__lte",
    "activity": "activity_type__code",
    "country": "country",
    "currency": "period__program__currency",
}
OF_CLAIMS = OF_SUMS | {"activity": "activity__activity_type__code", "country": "partner__country"}
OF_PERIODS = {
    "program": "program__code",
    "since": "first_day__gte",
    "until": "last_day__lte",
    "currency": "program__currency",
}


class ReportFilter(forms.Form):
    """Unknown values of an old or edited address are passed over. Six queries, however much there is."""

    by = forms.ChoiceField(label=_("Broken down by"), required=False, choices=Breakdown.choices)
    outcome = forms.ChoiceField(
        label=_("Outcome"), required=False, choices=[("", _("All")), *Outcome.choices]
    )
    program = forms.ChoiceField(label=_("Program"), required=False)
    since = forms.ChoiceField(label=_("Usage periods from"), required=False)
    until = forms.ChoiceField(label=_("Usage periods to"), required=False)
    activity = forms.ChoiceField(label=_("Activity type"), required=False)
    country = forms.ChoiceField(label=_("Country"), required=False)
    currency = forms.ChoiceField(label=_("Currency"), required=False)

    def __init__(self, *args: Any, user: Any, fields: Iterable[str], **kwargs: Any) -> None:
        """fields: those that this report has."""
        super().__init__(*args, **kwargs)
        self.user = user
        self.programs = {one.pk: one for one in Program.objects.with_role(user, *READERS).order_by("code")}
        for name in set(self.fields) - set(fields):
            del self.fields[name]
        for name, choices in self._offered().items():
            if name in self.fields:
                self.fields[name].choices = [("", _("All")), *choices]
        if len({one.currency for one in self.programs.values()}) < 2:
            self.fields.pop("currency", None)
        self.is_valid()

    def _offered(self) -> dict[str, list[tuple[str, Words]]]:
        sums = ClaimSums.objects.filter(period__program__in=self.programs)
        countries = FundMonth.objects.filter(period__program__in=self.programs)
        days = list(self._periods().values_list("first_day", "last_day").distinct().order_by("-first_day"))
        return {
            "program": [(one.code, str(one)) for one in self.programs.values()],
            "since": [(first.isoformat(), period_name(first, last)) for first, last in days],
            "until": [(last.isoformat(), period_name(first, last)) for first, last in days],
            "activity": sorted(activity_names(sums).values(), key=lambda one: one[1].casefold()),
            "country": _named(countries.order_by().values_list("country", flat=True).distinct()),
            "currency": [(one, one) for one in sorted({one.currency for one in self.programs.values()})],
        }

    def _periods(self) -> Any:
        """Those in which there may be something: begun, and no later than the last one with an entry."""
        known = FundMonth.objects.filter(period__program__in=self.programs)
        last: date | None = known.aggregate(last=Max("period__first_day"))["last"]
        periods = UsagePeriod.objects.filter(program__in=self.programs)
        return periods.filter(first_day__lte=last) if last else periods.none()

    @property
    def breakdown(self) -> Breakdown:
        return Breakdown(self.cleaned_data.get("by") or Breakdown.PROGRAM)

    @property
    def wanted(self) -> dict[str, str]:
        """What was asked for and is known, the breakdown left out."""
        return {name: value for name, value in self.cleaned_data.items() if value and name != "by"}

    def narrow(self, rows: Any, columns: dict[str, str] | None = None) -> Any:
        """The rows of the person's programs that the filter asks for; of sums, unless other columns are given."""
        columns = OF_SUMS if columns is None else columns
        asked = {columns[name]: value for name, value in self.wanted.items() if name in columns}
        return rows.visible_to(self.user).filter(**asked)

    def periods(self) -> Any:
        """The usage periods that are shown."""
        asked = {OF_PERIODS[name]: value for name, value in self.wanted.items() if name in OF_PERIODS}
        return UsagePeriod.objects.filter(program__in=self.programs, **asked)


def _named(codes: Iterable[str]) -> list[tuple[str, Words]]:
    language = get_language()
    return sorted(((code, country_name(code, language)) for code in codes), key=lambda one: one[1])
