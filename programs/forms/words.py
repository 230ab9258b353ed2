"""Texts that people write in every language of the portal, a box each."""

from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from lifecycle.transitions import Words as Label
from programs.words import LANGUAGE_NAMES, LANGUAGES, Words


@dataclass(frozen=True)
class Text:
    """How one text is asked for.

    rows: 1 for a line; needed: the form is refused without it in each language; mark: what stands at the label of
    one that is not needed, in place of "(optional)".
    """

    label: Label
    rows: int = 1
    hint: Label = ""
    needed: bool = False
    mark: Label = ""


class BothLanguages(forms.Form):
    """`texts` by name: `summary` becomes the fields `summary_en` and `summary_de`, side by side.

    What is not needed may be missing in a language: a draft is finished later.
    """

    texts: dict[str, Text] = {}

    def __init__(self, *args: Any, words: dict[str, Words] | None = None, **kwargs: Any) -> None:
        """words: what the boxes begin with, by name of the text."""
        super().__init__(*args, **kwargs)
        for name, text in self.texts.items():
            for language in LANGUAGES:
                begun = (words or {}).get(name, {}).get(language, "")
                self.fields[f"{name}_{language}"] = _box(text, language, begun)

    def pair(self, name: str) -> list[Any]:
        """The boxes of one text, in the order of the languages."""
        return [self[f"{name}_{language}"] for language in LANGUAGES]

    @property
    def pairs(self) -> list[list[Any]]:
        """The boxes of all texts."""
        return [self.pair(name) for name in self.texts]

    def written(self, name: str) -> dict[str, str]:
        """A text of a valid form by language; {} where nothing was written at all."""
        words = {language: self.cleaned_data[f"{name}_{language}"].strip() for language in LANGUAGES}
        return words if any(words.values()) else {}


def _box(text: Text, language: str, begun: str) -> forms.CharField:
    widget = forms.Textarea({"rows": text.rows}) if text.rows > 1 else forms.TextInput()
    widget.attrs["lang"] = language
    field: Any = forms.CharField(
        label=_("%(text)s, in %(language)s") % {"text": text.label, "language": LANGUAGE_NAMES[language]},
        help_text=text.hint,
        max_length=4000,
        required=text.needed,
        initial=begun,
        widget=widget,
    )
    field.mark = text.mark
    return field
