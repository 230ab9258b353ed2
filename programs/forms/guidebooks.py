"""Reading and writing guidebooks."""

from datetime import datetime
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from programs import rules
from programs.actions.guidebooks import chapter_words, years_to_write
from programs.day_field import DayField
from programs.forms.several import SeveralPeople
from programs.models import Guidebook, GuidebookChapter, Program
from programs.words import LANGUAGES

LONGEST_TEXT = 40_000


class SearchForm(forms.Form):
    """Words to look for in the guidebooks; a GET form, so that what it finds can be linked."""

    use_required_attribute = False
    q = forms.CharField(
        label=gettext_lazy("Search the guidebooks"),
        max_length=200,
        widget=forms.TextInput(attrs={"type": "search"}),
    )

    @property
    def typed(self) -> str:
        """What to look for; "" where nothing was typed, or nothing that can be looked for."""
        return self.cleaned_data["q"] if self.is_valid() else ""


class SinceForm(forms.Form):
    """The version to compare with; the one before is offered first."""

    since = forms.ModelChoiceField(
        Guidebook.objects.none(),
        label=gettext_lazy("Compare with"),
        to_field_name="public_id",
        empty_label=None,
    )

    def __init__(self, *args: Any, earlier: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["since"].queryset = earlier
        self.fields["since"].label_from_instance = lambda one: one.name

    @property
    def chosen(self) -> Guidebook | None:
        """The version that was asked for, else the newest there is."""
        asked = self.cleaned_data["since"] if self.is_valid() else None
        return asked or self.fields["since"].queryset.first()


class StartForm(forms.Form):
    """For which fiscal year the next version is written."""

    fiscal_year = forms.TypedChoiceField(
        label=gettext_lazy("For fiscal year"),
        coerce=int,
        help_text=gettext_lazy("It begins as a copy of the newest published version."),
    )

    def __init__(self, *args: Any, program: Program, at: datetime, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["fiscal_year"].choices = [(one, str(one)) for one in years_to_write(program, at)]
        self.fields["fiscal_year"].width = "sm"


def _text(label: Any, language: str, rows: int, **how: Any) -> forms.CharField:
    box = forms.Textarea({"rows": rows, "lang": language})
    return _later(forms.CharField(label=label, required=False, max_length=LONGEST_TEXT, widget=box, **how))


def _later(field: forms.CharField) -> forms.CharField:
    """Mark what may be left empty until the guidebook is published."""
    field.mark = gettext_lazy("(needed to publish)")
    return field


def _title(label: Any, language: str) -> forms.CharField:
    box = forms.TextInput({"lang": language})
    return _later(forms.CharField(label=label, required=False, max_length=120, widget=box))


class ChapterForm(SeveralPeople):
    """A chapter in both languages; one of them may be empty until the guidebook is published."""

    title_en = _title(gettext_lazy("Title in English"), "en")
    title_de = _title(gettext_lazy("Title in German"), "de")
    body_en = _text(gettext_lazy("Text in English"), "en", 24)
    body_de = _text(gettext_lazy("Text in German"), "de", 24)

    def __init__(self, *args: Any, chapter: GuidebookChapter | None, **kwargs: Any) -> None:
        words = chapter_words(chapter) if chapter else {}
        super().__init__(*args, initial=words, **kwargs)
        if chapter:
            self.saw(words)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if not self.errors and not any(cleaned[f"title_{language}"] for language in LANGUAGES):
            self.add_error("title_en", _("Give the chapter a title, in one language at least."))
        return cleaned

    @property
    def words(self) -> dict[str, str]:
        """What was typed, by field; line ends as we keep them."""
        typed = {name: self.cleaned_data[name] for name in self.fields if name != "seen"}
        return {name: "\n".join(text.splitlines()) for name, text in typed.items()}


class NoteForm(SeveralPeople):
    """What changed since the version before, for partners."""

    en = _text(gettext_lazy("In English"), "en", 5)
    de = _text(gettext_lazy("In German"), "de", 5)

    def __init__(self, *args: Any, guidebook: Guidebook, **kwargs: Any) -> None:
        words = {language: guidebook.note.get(language, "") for language in LANGUAGES}
        super().__init__(*args, initial=words, **kwargs)
        self.saw(words)

    @property
    def note(self) -> dict[str, str]:
        """What was typed, by language."""
        return {language: "\n".join(self.cleaned_data[language].splitlines()) for language in LANGUAGES}


class PublishForm(forms.Form):
    """From which day on the version holds."""

    effective_from = DayField(
        label=gettext_lazy("Takes effect on"),
        help_text=gettext_lazy(
            "Claims made from this day on go by it. Claims made before keep their version."
        ),
    )

    def __init__(self, *args: Any, guidebook: Guidebook, at: datetime, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        first = max(guidebook.year_begins, rules.local_day(at, guidebook.program.zone))
        self.fields["effective_from"].widget.attrs["min"] = first.isoformat()
        self.fields["effective_from"].width = "md"
        self.initial.setdefault("effective_from", first)
