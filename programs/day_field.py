from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from programs.words import period_name


class DayField(forms.DateField):
    """A local day, picked or typed; between two days where they are given on the form's field."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("widget", forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}))
        super().__init__(**kwargs)
        self.earliest: date | None = None
        self.latest: date | None = None

    def within(self, earliest: date | None, latest: date | None) -> None:
        """Set the limits, for the check and for the browser's calendar."""
        self.earliest, self.latest = earliest, latest
        limits = {"min": earliest, "max": latest}
        self.widget.attrs.update({name: day.isoformat() for name, day in limits.items() if day})

    def validate(self, value: Any) -> None:
        super().validate(value)
        if value is None:
            return
        if self.earliest and self.latest and not self.earliest <= value <= self.latest:
            words = _("Choose a day inside the usage period: %(period)s.")
            raise ValidationError(words % {"period": period_name(self.earliest, self.latest)})
        if self.latest and value > self.latest:
            raise ValidationError(_("This day lies in the future."))
