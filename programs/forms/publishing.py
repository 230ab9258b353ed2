"""Publishing: which drafts, and when; and what is said when a fiscal year is opened."""

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from programs.day_field import DayField
from programs.forms.words import BothLanguages, Text
from programs.models import ActivityTypeVersion
from programs.words import day_in_words
from programs.yearly import ActivityRow

NOW, LATER = "now", "later"
WHEN = (
    (NOW, gettext_lazy("Now")),
    (LATER, gettext_lazy("On a day, as it begins in the first of the programs")),
)


class PublishForm(forms.Form):
    """Of the drafts that are ready, which ones; now or on a day."""

    drafts_chosen = forms.MultipleChoiceField(
        label=gettext_lazy("What is published"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": gettext_lazy("Choose at least one draft.")},
    )
    when = forms.ChoiceField(label=gettext_lazy("When"), choices=WHEN, widget=forms.RadioSelect, initial=NOW)
    publish_on = DayField(label=gettext_lazy("Day"), required=False)

    def __init__(self, *args: Any, year: int, rows: list[ActivityRow], only: str = "", **kwargs: Any) -> None:
        """rows: whose drafts are ready. only: the code of the one it is about; else what nobody planned yet."""
        super().__init__(*args, **kwargs)
        self.ready = {one.activity.code: one.draft for one in rows if one.draft}
        field = self.fields["drafts_chosen"]
        field.choices = [(code, _labelled(code, draft)) for code, draft in self.ready.items()]
        loose = [code for code, draft in self.ready.items() if not draft.publish_due]
        ticked = [only] if only in self.ready else loose
        self.initial |= {"drafts_chosen": ticked, "publish_on": date(year - 1, 7, 1)}
        self.fields["publish_on"].width, self.fields["publish_on"].mark = "md", _("(if on a day)")

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


def _labelled(code: str, draft: ActivityTypeVersion) -> str:
    """The draft with its code; of a planned one its day."""
    if draft.publish_on is None:
        return f"{draft} ({code})"
    words = _("%(name)s (%(code)s), planned for %(day)s")
    return words % {"name": draft, "code": code, "day": day_in_words(draft.publish_on)}


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
