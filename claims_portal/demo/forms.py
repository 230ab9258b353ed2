"""Until when the demo's clock is to be moved."""

from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django import forms
from django.utils.translation import gettext_lazy as _

from claims_portal.demo.coming import A_YEAR, coming
from claims_portal.demo.people import BERLIN
from programs.day_field import DayField

HOPS = {"hour": timedelta(hours=1), "day": timedelta(days=1), "week": timedelta(weeks=1)}
#: To the next deadline; to the next thing that happens.
DEADLINE, NEXT = "deadline", "next"
TOO_FAR = _("Choose a moment ahead of the portal's time, within a year.")


class HopForm(forms.Form):
    """One press: an hour, a day, a week, to what comes next."""

    to = forms.ChoiceField(choices=[(one, one) for one in (*HOPS, NEXT, DEADLINE)])

    def target(self, at: datetime) -> datetime | None:
        """The instant, or None where nothing comes."""
        to = self.cleaned_data["to"]
        if to in HOPS:
            return at + HOPS[to]
        return next((one.at for one in coming(at) if to == NEXT or one.is_deadline), None)


class MomentForm(forms.Form):
    """A day and a time of day, in Berlin."""

    day = DayField(label=_("Day"), error_messages={"required": TOO_FAR})
    time = forms.TimeField(
        label=_("Time of day, in Berlin"),
        initial="09:00",
        widget=forms.TimeInput(format="%H:%M", attrs={"type": "time"}),
    )

    def __init__(self, *args: Any, at: datetime, **kwargs: Any) -> None:
        """at: the portal's time; only what lies ahead of it can be chosen."""
        super().__init__(*args, **kwargs)
        self.at = at
        today = at.astimezone(ZoneInfo(BERLIN)).date()
        limits = {"min": today.isoformat(), "max": (today + A_YEAR).isoformat()}
        self.fields["day"].widget.attrs |= limits
        for field in self.fields.values():
            field.width = "sm"

    def clean(self) -> dict[str, Any]:
        """What lies behind cannot be gone back to."""
        found = super().clean() or {}
        if {"day", "time"} <= found.keys() and not self.at < self.target() <= self.at + A_YEAR:
            self.add_error("day", TOO_FAR)
        return found

    def target(self) -> datetime:
        """The instant that was chosen."""
        chosen = self.cleaned_data
        return datetime.combine(chosen["day"], chosen["time"], ZoneInfo(BERLIN))
