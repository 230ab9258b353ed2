from typing import Any

from django import forms
from django.utils.translation import gettext_lazy, pgettext_lazy

from documents.sheets.form import FileOfRowsForm
from funds.earnings.columns import BY_CODE, LARGEST
from funds.earnings.states import GIVEN_REASONS
from programs.models import Program


class EarningsForm(FileOfRowsForm):
    """A sheet of earnings, and how amounts are written in it."""

    largest = LARGEST
    too_large = gettext_lazy("This file is larger than 20 MB. Send the rows in parts.")

    file = forms.FileField(
        label=gettext_lazy("The filled-in sheet"),
        help_text=gettext_lazy("XLSX or CSV, at most 20 MB and 100,000 rows."),
        widget=forms.FileInput(attrs={"accept": ".xlsx,.csv,.txt"}),
        allow_empty_file=True,
    )
    writing = forms.ChoiceField(
        label=gettext_lazy("How amounts are written in it"),
        help_text=gettext_lazy(
            "It matters only for cells that hold text, as in CSV. Nothing is guessed: 1.234 is one thing or another."
        ),
        choices=[("en", gettext_lazy("English: 1,234.56")), ("de", gettext_lazy("German: 1.234,56"))],
        widget=forms.RadioSelect,
    )


class AdjustmentForm(forms.Form):
    """One adjustment by hand; what a sheet would hold in one row."""

    location = forms.CharField(label=BY_CODE["location"].words, max_length=30)
    period = forms.ChoiceField(label=BY_CODE["period"].words)
    amount = forms.CharField(
        label=BY_CODE["amount"].words,
        max_length=40,
        help_text=gettext_lazy("With a minus in front it is taken from the fund."),
        widget=forms.TextInput(attrs={"inputmode": "text"}),
    )
    reason = forms.ChoiceField(
        label=pgettext_lazy("adjustment", "Reason"),
        choices=[("", gettext_lazy("Choose one")), *((one.value, one.label) for one in GIVEN_REASONS)],
    )
    note = forms.CharField(
        label=BY_CODE["note"].words,
        max_length=400,
        help_text=BY_CODE["note"].hint,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(self, program: Program, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        periods = program.usage_periods.order_by("-first_day")
        self.fields["period"].choices = [
            ("", gettext_lazy("Choose one")),
            *((one.code, f"{one.name} ({one.code})") for one in periods),
        ]
        self.fields["amount"].suffix, self.fields["amount"].width = program.currency, "md"
        self.fields["location"].width = "md"


class WhyForm(forms.Form):
    """Why something is dropped or taken back."""

    reason = forms.CharField(
        label=gettext_lazy("Why"), max_length=400, widget=forms.Textarea(attrs={"rows": 3})
    )
