"""Asking for a later deadline, answering, and giving it to all after the portal was away (R1)."""

from datetime import date, datetime, timedelta
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from accounts.models.partner import new_public_id
from claims.extending import AwayRow, Standing
from programs.day_field import DayField
from programs.enums import Outcome
from programs.models import ExtensionRequest, Program, UsagePeriod
from programs.rules import last_local_day, local_day
from programs.words import instant_in_words

ANSWERS = ((Outcome.GRANTED, gettext_lazy("Grant it")), (Outcome.REFUSED, gettext_lazy("Refuse it")))


def _words(label: Any, rows: int = 4, **how: Any) -> forms.CharField:
    return forms.CharField(label=label, max_length=1000, widget=forms.Textarea({"rows": rows}), **how)


def _later_than(field: Any, deadline: datetime, period: UsagePeriod, at: datetime) -> None:
    """Let the browser's calendar begin with the first day that would be an extension; the action checks."""
    zone = period.program.zone
    first = max(last_local_day(deadline, zone) + timedelta(days=1), local_day(at, zone))
    field.widget.attrs["min"] = first.isoformat()
    field.width = "md"


class AskForm(forms.Form):
    """Until when, and why."""

    wished_last_day = DayField(
        label=gettext_lazy("Until which day you need"),
        help_text=gettext_lazy("The last day on which you would submit."),
    )
    reason = _words(
        gettext_lazy("Why"),
        help_text=gettext_lazy("What kept you, and since when. The program manager decides by it."),
        error_messages={"required": gettext_lazy("Say why you need more time.")},
    )

    def __init__(self, *args: Any, standing: Standing, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _later_than(self.fields["wished_last_day"], standing.deadline, standing.period, standing.at)


class AnswerForm(forms.Form):
    """Granted to which day, or refused; with words."""

    answer = forms.ChoiceField(
        label=gettext_lazy("Your answer"),
        choices=ANSWERS,
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Say whether you grant it or refuse it.")},
    )
    last_day = DayField(
        label=gettext_lazy("New last day to submit"),
        required=False,
        help_text=gettext_lazy("If you grant it. It may differ from the day that was wished."),
    )
    words = _words(
        gettext_lazy("Your words to the partner"),
        required=False,
        help_text=gettext_lazy("If you refuse, say why."),
    )

    def __init__(self, *args: Any, request: ExtensionRequest, standing: Standing, **kwargs: Any) -> None:
        super().__init__(*args, initial={"last_day": request.wished_last_day}, **kwargs)
        _later_than(self.fields["last_day"], standing.deadline, standing.period, standing.at)

    @property
    def grants(self) -> bool:
        return self.cleaned_data["answer"] == Outcome.GRANTED

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        granted = cleaned.get("answer") == Outcome.GRANTED
        if granted and not cleaned.get("last_day") and "last_day" not in self.errors:
            self.add_error("last_day", _("Give the new last day."))
        if cleaned.get("answer") == Outcome.REFUSED and not cleaned.get("words", "").strip():
            self.add_error("words", _("Say why you refuse."))
        return cleaned


class InstantField(forms.DateTimeField):
    """A day and a time of day by the clock of one zone."""

    zone = "UTC"

    def __init__(self, **kwargs: Any) -> None:
        widget = forms.DateTimeInput(format="%Y-%m-%dT%H:%M", attrs={"type": "datetime-local"})
        super().__init__(widget=widget, **kwargs)

    def to_python(self, value: Any) -> datetime | None:
        with timezone.override(self.zone):
            return super().to_python(value)


class AwayForm(forms.Form):
    """Which programs, and when the portal was away: a GET form, so that the preview is a page of its own."""

    program = forms.ChoiceField(label=gettext_lazy("Program"), required=False)
    away_from = InstantField(label=gettext_lazy("Away from"))
    away_until = InstantField(label=gettext_lazy("Back again"))

    def __init__(self, *args: Any, programs: list[Program], zone: str, at: datetime, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.programs, self.at = programs, at
        choices = [(one.code, str(one)) for one in programs]
        self.fields["program"].choices = [("", _("All programs you manage")), *choices]
        for name in ("away_from", "away_until"):
            self.fields[name].zone, self.fields[name].width = zone, "md"

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        since, until = cleaned.get("away_from"), cleaned.get("away_until")
        if since and until and until <= since:
            self.add_error("away_until", _("The portal was back only after it had gone."))
        elif until and until > self.at:
            self.add_error("away_until", _("This lies in the future."))
        return cleaned

    @property
    def chosen(self) -> list[Program]:
        """The programs it is about."""
        return [one for one in self.programs if self.cleaned_data["program"] in ("", one.code)]


class ForAllForm(forms.Form):
    """For each period its new last day, empty where nothing moves; and the reason everybody reads."""

    key = forms.CharField(widget=forms.HiddenInput, max_length=40)
    reason = _words(
        gettext_lazy("Reason"), rows=3, help_text=gettext_lazy("Every partner it concerns reads it.")
    )

    def __init__(self, *args: Any, rows: list[AwayRow], away: AwayForm, zone: str, **kwargs: Any) -> None:
        initial = {"key": new_public_id(), "reason": _reason(away, zone)}
        super().__init__(*args, initial=initial, **kwargs)
        self.rows = rows
        for row in rows:
            field: Any = DayField(label=_("New last day to submit"), required=False, initial=row.proposed)
            _later_than(field, row.deadline, row.period, away.at)
            self.fields[f"last_day_{row.period.pk}"] = field

    @property
    def drawn(self) -> list[tuple[AwayRow, Any]]:
        """Each period with its field."""
        return [(row, self[f"last_day_{row.period.pk}"]) for row in self.rows]

    @property
    def days(self) -> dict[int, date]:
        """For the action: the new last days by key of the period."""
        given = {row.period.pk: self.cleaned_data[f"last_day_{row.period.pk}"] for row in self.rows}
        return {key: day for key, day in given.items() if day}


def _reason(away: AwayForm, zone: str) -> str:
    """What is said unless the manager says something else."""
    from_words, until_words = (
        instant_in_words(away.cleaned_data[name], zone, get_language() or "en")
        for name in ("away_from", "away_until")
    )
    return _("The portal was away from %(since)s to %(until)s.") % {"since": from_words, "until": until_words}
