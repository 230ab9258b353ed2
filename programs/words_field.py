"""A model field for `{"en": ..., "de": ...}`, and the two-line form field the admin draws for it."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

from programs.words import LANGUAGES, missing_languages


def both_languages(value: Any) -> None:
    """Refuse words that are not a text in exactly the portal's languages (R21)."""
    if not isinstance(value, dict) or set(value) != set(LANGUAGES):
        raise ValidationError(_("Words are needed in English and German, and in no other language."))
    if not all(isinstance(text, str) for text in value.values()) or missing_languages(value):
        raise ValidationError(_("Words are needed in English and in German."))


class WordsInput(forms.MultiWidget):
    """One box a language."""

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        boxes: dict[str, forms.Widget | type[forms.Widget]] = {
            language: forms.Textarea({"rows": 2, "lang": language}) for language in LANGUAGES
        }
        super().__init__(boxes, attrs)

    def decompress(self, value: Any) -> list[str | None]:
        return [(value or {}).get(language) for language in LANGUAGES]


class WordsFormField(forms.MultiValueField):
    """Gives back the mapping, or {} where every box is empty."""

    def __init__(self, **kwargs: Any) -> None:
        for unused in ("encoder", "decoder"):
            kwargs.pop(unused, None)
        fields = [forms.CharField(required=False) for _language in LANGUAGES]
        super().__init__(fields, widget=WordsInput, require_all_fields=False, **kwargs)

    def compress(self, data_list: list[str]) -> dict[str, str]:
        return dict(zip(LANGUAGES, data_list, strict=True)) if any(data_list) else {}


class WordsField(models.JSONField):
    """Text in every language of the portal; `blank=True` allows {} as well."""

    default_validators = [both_languages]

    def formfield(self, **kwargs: Any) -> Any:
        return super().formfield(**{"form_class": WordsFormField, **kwargs})
