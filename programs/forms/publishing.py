"""Publishing: which drafts, and when; and what is said when a fiscal year is opened."""

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from programs.day_field import DayField
from programs.forms.words import BothLanguages, Text
from programs.models import ActivityTypeVersion
from programs.yearly import ActivityRow

NOW, LATER = "now", "later"
WHEN = ((NOW, gettext_lazy("Now")), (LATER, gettext_lazy("On a day, as it begins where you are")))


class PublishForm(forms.Form):
    """Of the drafts that are ready, which ones; now or on a day."""

    drafts_chosen = forms.MultipleChoiceField(
        label=gettext_lazy("What is published"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": gettext_lazy("Choose at least one draft.")},
    )
    when = forms.ChoiceField(label=gettext_lazy("When"), choices=WHEN, widget=forms.RadioSelect, initial=NOW)
    publish_on = DayField(label=gettext_lazy("Day"), required=False)

    def __init__(self, *args: Any, year: int, rows: list[ActivityRow], **kwargs: Any) -> None:
        """rows: whose drafts are ready; one alone is not asked for."""
        super().__init__(*args, **kwargs)
        self.ready = {one.activity.code: one.draft for one in rows if one.draft}
        field = self.fields["drafts_chosen"]
        field.choices = [(code, f"{draft} ({code})") for code, draft in self.ready.items()]
        self.initial |= {"drafts_chosen": list(self.ready), "publish_on": date(year - 1, 7, 1)}
        self.fields["publish_on"].width = "md"

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        later = cleaned.get("when") == LATER
        if later and not cleaned.get("publish_on") and "publish_on" not in self.errors:
            self.add_error("publish_on", _("Give the day."))
        return cleaned

    @property
    def drafts(self) -> list[ActivityTypeVersion]:
        """The chosen ones."""
        return [self.ready[code] for code in self.cleaned_data["drafts_chosen"]]

    @property
    def day(self) -> date | None:
        """None: now."""
        return self.cleaned_data["publish_on"] if self.cleaned_data["when"] == LATER else None


class AnnouncementForm(BothLanguages):
    """What the partners are told, once."""

    texts = {
        "announcement": Text(
            gettext_lazy("What is new in this year"),
            4,
            gettext_lazy(
                "Two or three sentences. The mail names the program and the year, and links to the page."
            ),
            needed=True,
        )
    }
