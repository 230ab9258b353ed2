"""Untranslated strings: everything people read is in the German file, translated, and nothing else is."""

import re
import shutil
from importlib.util import module_from_spec, spec_from_file_location

import polib
import pytest

from tests.repository.sources import ROOT, files, name_of, text_of

GERMAN = ROOT / "claims_portal" / "locale" / "de" / "LC_MESSAGES" / "django.po"
PLACES = re.compile(r"%\(\w+\)[sd]|%[sd]|\{\w*\}")


@pytest.fixture(scope="module")
def german():
    return [entry for entry in polib.pofile(str(GERMAN)) if not entry.obsolete]


def test_every_string_is_translated(german):
    assert [entry.msgid for entry in german if not entry.translated()] == []


def test_no_translation_is_a_guess(german):
    assert [entry.msgid for entry in german if entry.fuzzy] == []


def test_translations_keep_their_places(german):
    """What is filled into the English sentence is filled into the German one."""
    wrong = [
        entry.msgid
        for entry in german
        if entry.msgstr and set(PLACES.findall(entry.msgid)) != set(PLACES.findall(entry.msgstr))
    ]
    assert wrong == []


@pytest.mark.skipif(
    shutil.which("xgettext") is None, reason="gettext is not installed; make check asks for it"
)
def test_collecting_anew_finds_nothing_new():
    spec = spec_from_file_location("translations", ROOT / "scripts" / "translations.py")
    translations = module_from_spec(spec)
    spec.loader.exec_module(translations)
    assert [line for line in translations.check() if "make translations" in line] == []


def test_templates_hold_no_bare_sentences():
    """Three words in a row outside tags and variables are a sentence nobody can translate."""
    bare = re.compile(r"[A-Za-z’]{2,}(?: [A-Za-z’]{2,}){2,}")
    #: The gallery and the demo's own papers are invented; the imprint names an invented company.
    english = ("templates/gallery", "templates/demo/", "templates/pages/imprint.html")
    found = {
        name_of(path): words
        for path in files("*.html", "templates")
        if not name_of(path).startswith(english) and (words := bare.findall(visible(text_of(path))))
    }
    assert found == {}


def visible(template: str) -> str:
    """What a template writes as it stands: no translated blocks, tags, variables, comments, attributes."""
    for gone in (
        r"{%\s*comment\b.*?{%\s*endcomment\s*%}",
        r"{#.*?#}",
        r"{%\s*blocktrans(?:late)?\b.*?{%\s*endblocktrans(?:late)?\s*%}",
        r"{%.*?%}",
        r"{{.*?}}",
        r"<!--.*?-->",
        r"<[^>]*>",
    ):
        template = re.sub(gone, " | ", template, flags=re.DOTALL)
    return template


def test_a_bare_sentence_is_seen():
    assert "You are signed out" in visible("<p>You are signed out</p>{% translate 'Never mind this one' %}")
    assert "Never mind" not in visible("<p>You are signed out</p>{% translate 'Never mind this one' %}")
