"""Every kind of message in both languages: whole sentences, one link, the same in text and HTML, zones named."""

import html as markup
import re
from datetime import UTC, datetime
from functools import cache

import pytest
from django.conf import settings

from accounts.models import User
from notifications.kinds import catalogue, kind_of
from notifications.mails import words_of
from notifications.models import Message
from tests.notifications.facts import FACTS

AT = datetime(2026, 12, 7, 9, tzinfo=UTC)
EVERY = [(kind, number) for kind, variants in FACTS.items() for number in range(len(variants))]
#: Words of English that are none of German.
ENGLISH = re.compile(
    r"\b(the|your|you|are|were|of|until|claims?|please|this|that|and|by|for|not)\b", re.IGNORECASE
)
ADDRESS = re.compile(r"\S+@\S+")
#: What they say lies behind: nobody plans by it.
PAST = ("originals_overdue", "period_closed")
HOUR = re.compile(r"\d\d:\d\d")
TIME = {
    "en": re.compile(r"\d\d:\d\d [A-Z][\w ]+ time"),
    "de": re.compile(r"\d\d:\d\d(?: Uhr)?,? \(?(?:Ortszeit )?[A-Z]"),
}


@cache
def written(kind, number=0, language="en", zone="Europe/Berlin"):
    """The message as its reader gets it."""
    facts = FACTS[kind][number]
    to = User(pk=1, name="Anna Petersen", email="anna@example.com", language=language, zone=zone)
    message = Message(
        kind=kind, to=to, address=to.email, language=language, context=facts, created_at=AT, due_at=AT
    )
    return words_of(message, AT, "https://portal.example/stop" if kind_of(kind).optional else "")


def words_in(text):
    return re.findall(r"[^\W\d_]{2,}", text)


def sheet(html):
    """What stands between greeting and button, as plain text."""
    inside = html.split("</p>", 2)[2].split('<p><a class="button"')[0]
    return ADDRESS.sub("", " ".join(markup.unescape(re.sub(r"<[^>]+>", " ", inside)).split()))


def core(text):
    """The same part of the text: without greeting, the line that leads on, the link and the foot."""
    body = text.split("\n--\n")[0].strip().split("\n")
    return ADDRESS.sub("", " ".join(" ".join(body[1:-2]).split()))


def test_nothing_of_the_catalogue_is_left_out():
    assert {kind.code for kind in catalogue()} == set(FACTS)


@pytest.mark.parametrize("language", ["en", "de"])
@pytest.mark.parametrize(("kind", "number"), EVERY)
def test_it_is_whole(kind, number, language):
    mail = written(kind, number, language)
    for part in (mail.subject, mail.text, mail.html):
        assert not re.search(r"\{\{|\{%|None|%\(|\bNaN\b", part)
    assert 10 < len(mail.subject) < 120
    assert "\n" not in mail.subject
    assert "&amp;" not in mail.subject + mail.text
    assert "<2026>" not in mail.html
    assert mail.text.count(settings.ORIGIN) == 1
    assert mail.html.count(settings.ORIGIN) == 1
    assert mail.html.count('class="button"') == 1
    assert f'lang="{language}"' in mail.html
    assert "\n\n\n" not in mail.text
    assert not re.search(r"[,;:]{2}|\(\)| [.,;:]", core(mail.text))


@pytest.mark.parametrize("language", ["en", "de"])
@pytest.mark.parametrize(("kind", "number"), EVERY)
def test_text_and_html_say_the_same(kind, number, language):
    mail = written(kind, number, language)
    assert words_in(sheet(mail.html)) == words_in(core(mail.text))


@pytest.mark.parametrize(("kind", "number"), EVERY)
def test_german_has_no_english_left(kind, number):
    mail = written(kind, number, "de")
    assert ENGLISH.findall(f"{mail.subject} {core(mail.text)}") == []
    assert not re.search(r"“\w", mail.text), "quotes as in English"
    assert not re.search(r"\b(du|dein|dir|dich|euch)\b", mail.text, re.IGNORECASE)


@pytest.mark.parametrize("language", ["en", "de"])
@pytest.mark.parametrize(("kind", "number"), EVERY)
def test_every_time_of_day_names_its_zone(kind, number, language):
    mail = written(kind, number, language)
    said = mail.subject + "\n" + core(mail.text)
    assert len(TIME[language].findall(said)) == len(HOUR.findall(said))


@pytest.mark.parametrize("kind", [kind for kind in FACTS if kind not in PAST])
def test_somebody_elsewhere_reads_their_own_time_too(kind):
    here = written(kind).text
    if "Berlin time" in here:
        assert "Los Angeles time" in written(kind, zone="America/Los_Angeles").text
    assert "In your time" not in here
    assert "Paris time" not in written(kind, zone="Europe/Paris").text, "their clock is the same"
