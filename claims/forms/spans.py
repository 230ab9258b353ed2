"""A time that is looked at, and of which program: GET forms, so that what they show can be linked."""

import secrets
from datetime import date, datetime, timedelta
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from programs.day_field import DayField
from programs.models import Program
from programs.rules import end_of_day, start_of_day

#: What is looked at unless somebody chooses.
USUAL = timedelta(days=89)
#: The most claims of one sample.
MOST = 100


class SpanForm(forms.Form):
    """From a first day to a last one, both whole, in the reader's zone."""

    first = DayField(label=pgettext_lazy("first day", "From"))
    last = DayField(label=pgettext_lazy("last day", "To"))
    program = forms.ModelChoiceField(
        label=_("Program"), queryset=Program.objects.none(), required=False, to_field_name="code"
    )

    def __init__(self, *args: Any, programs: QuerySet[Program], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["program"].queryset = programs
        self.fields["program"].empty_label = _("All")
        for name in ("first", "last"):
            self.fields[name].width = "sm"

    @classmethod
    def usual(cls, today: date) -> dict[str, str]:
        """The last ninety days, as an address would name them."""
        return {"first": (today - USUAL).isoformat(), "last": today.isoformat()}

    def clean(self) -> dict[str, Any]:
        given = super().clean()
        if given.get("first") and given.get("last") and given["first"] > given["last"]:
            self.add_error("last", _("The last day comes before the first one."))
        return given

    def span(self, zone: str) -> tuple[datetime, datetime]:
        """Of a valid form: from this instant, to strictly before that one."""
        return start_of_day(self.cleaned_data["first"], zone), end_of_day(self.cleaned_data["last"], zone)


class SampleForm(SpanForm):
    """A random sample that can be drawn again: the same values give the same claims."""

    size = forms.IntegerField(
        label=_("How many claims"),
        min_value=1,
        max_value=MOST,
        widget=forms.NumberInput(attrs={"inputmode": "numeric"}),
    )
    seed = forms.CharField(
        label=_("Seed"),
        help_text=_("Any word or number. The same seed draws the same claims again."),
        max_length=40,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["size"].width = "xs"
        self.fields["seed"].width = "sm"
        self.fields["program"].required = True
        self.fields["program"].empty_label = None

    @classmethod
    def usual(cls, today: date) -> dict[str, str]:
        """Ten claims of the last ninety days, by a seed that nobody could foresee."""
        return super().usual(today) | {"size": "10", "seed": str(secrets.randbelow(10**8))}
