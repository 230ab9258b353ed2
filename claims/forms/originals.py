"""Calling for originals, answering the call, and closing it (R16)."""

from datetime import date, timedelta
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from claims.enums import CallOutcome
from programs.day_field import DayField

#: The latest day a reviewer may give: a mistyped year is no generosity.
MOST_TIME = timedelta(days=366)


class CallForm(forms.Form):
    """Which originals, why, and until when."""

    words = forms.CharField(
        label=_("Which originals do you need, and why?"),
        help_text=_("Name the documents. The partner gets these words by mail."),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 5}),
        error_messages={"required": _("Say which originals you need.")},
    )
    day = DayField(
        label=_("A later last day"),
        help_text=_("Leave it empty for the usual time."),
        required=False,
    )

    def __init__(self, *args: Any, earliest: date, **kwargs: Any) -> None:
        """earliest: the last day the partner has in any case."""
        super().__init__(*args, **kwargs)
        self.latest = earliest + MOST_TIME
        self.fields["day"].widget.attrs |= {"min": earliest.isoformat(), "max": self.latest.isoformat()}
        self.fields["day"].width = "sm"

    def clean_day(self) -> date | None:
        """Too early a day is the action's to refuse, in its own words."""
        day = self.cleaned_data["day"]
        if day and day > self.latest:
            raise forms.ValidationError(_("Choose a day within the next year."))
        return day


class UploadedForm(forms.Form):
    """Words that go with the files."""

    words = forms.CharField(
        label=_("A word on the files"),
        max_length=2000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class SentForm(forms.Form):
    """Originals on paper, on their way."""

    sent_on = DayField(
        label=_("Sent on"),
        error_messages={"required": _("Say on which day you sent them.")},
    )
    words = forms.CharField(
        label=_("How they were sent"),
        help_text=_("The carrier and the number of the parcel, for example."),
        max_length=2000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["sent_on"].within(None, today)
        self.fields["sent_on"].width = "sm"


class CloseForm(forms.Form):
    """What became of a call."""

    outcome = forms.ChoiceField(
        label=_("What do you find?"),
        choices=CallOutcome.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose one of the two.")},
    )
    words = forms.CharField(
        label=_("In your own words"),
        help_text=_("Needed where they do not do. The partner reads it."),
        max_length=2000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
