from datetime import date

import pytest
from django import forms
from django.core.exceptions import ValidationError
from django.template import Context, Template
from django.utils import translation

from programs.words import in_language, missing_languages, period_name
from programs.words_field import WordsField, both_languages

BOTH = {"en": "Photos", "de": "Fotos"}


@pytest.mark.parametrize(
    ("words", "language", "text"),
    [
        (BOTH, "en", "Photos"),
        (BOTH, "de", "Fotos"),
        (BOTH, "de-at", "Fotos"),
        (BOTH, "fr", "Photos"),
        ({"en": "Photos", "de": ""}, "de", "Photos"),
        ({}, "de", ""),
        (None, "en", ""),
    ],
)
def test_words_are_given_in_the_readers_language_or_in_english(words, language, text):
    with translation.override(language):
        assert in_language(words) == text


def test_the_filter_escapes():
    drawn = Template("{% load words %}{{ x|words }}").render(Context({"x": {"en": "<b>", "de": "<b>"}}))
    assert drawn == "&lt;b&gt;"


def test_missing_languages_are_named():
    assert missing_languages({"en": "Photos", "de": "  "}) == ["de"]
    assert missing_languages(None) == ["en", "de"]


@pytest.mark.parametrize(
    "value", [{"en": "a"}, {"en": "a", "de": " "}, {"en": "a", "de": "b", "fr": "c"}, "a", {"en": 1, "de": 2}]
)
def test_a_text_in_one_language_is_refused(value):
    with pytest.raises(ValidationError):
        both_languages(value)


def test_the_form_asks_for_each_language_apart():
    class WordsForm(forms.Form):
        name = WordsField().formfield()

    form = WordsForm({"name_en": "Photos", "name_de": "Fotos"})
    assert form.is_valid(), form.errors
    assert form.cleaned_data["name"] == BOTH
    assert 'lang="de"' in str(WordsForm(initial={"name": BOTH})["name"])


@pytest.mark.parametrize(
    ("first", "last", "name"),
    [
        (date(2026, 7, 1), date(2026, 12, 31), "July to December 2026"),
        (date(2026, 12, 1), date(2027, 1, 31), "December 2026 to January 2027"),
        (date(2026, 7, 1), date(2026, 7, 31), "July 2026"),
        (date(2026, 9, 12), date(2026, 10, 12), "12 September 2026 to 12 October 2026"),
    ],
)
def test_a_period_is_named_by_its_months(first, last, name):
    with translation.override("en"):
        assert period_name(first, last) == name
