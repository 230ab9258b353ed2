"""Writing a draft and publishing it: who may, what is refused, what the history keeps."""

from datetime import timedelta

import pytest

from history.actions import first_break
from history.models import Event
from lifecycle import ActionRefused
from programs.actions import guidebooks as writing
from programs.guidebooks.telling import discarded, timeline
from programs.meanwhile import Overtaken, mark
from programs.models import Guidebook
from tests.programs.guidebook.conftest import words

pytestmark = pytest.mark.django_db


def refused(words, **how):
    return pytest.raises(ActionRefused, match=words)


def seen(chapter):
    return {name: mark(value) for name, value in writing.chapter_words(chapter).items()}


def codes(guidebook):
    return [one.code.removeprefix("guidebook.") for one in Event.objects.about(guidebook)]


def test_a_draft_copies_the_newest_published_version_up_to_its_year(program, paula, draft, year, today):
    writing.publish(draft, today, by=paula)
    following = writing.start(program, year + 1, by=paula)
    assert (following.fiscal_year, following.revision) == (year + 1, 1)
    corrected = writing.start(program, year, by=paula)
    assert (corrected.fiscal_year, corrected.revision) == (year, 2)
    before = list(draft.chapters.values_list("position", "slug", "title", "body"))
    assert list(corrected.chapters.values_list("position", "slug", "title", "body")) == before
    assert [one.words for one in timeline(Event.objects.about(corrected))] == [
        f"Draft begun from Fiscal year {year}, version 1."
    ]


def test_a_year_has_one_draft(program, paula, draft, year):
    with refused("has a draft already"):
        writing.start(program, year, by=paula)


def test_only_years_near_by_are_written_for(program, paula, year):
    with refused("Choose the last"):
        writing.start(program, year + 2, by=paula)


ACTS = {
    "start": lambda draft, by: writing.start(draft.program, draft.fiscal_year - 1, by=by),
    "note": lambda draft, by: writing.save_note(draft, {"en": "x", "de": "y"}, seen={}, by=by),
    "add": lambda draft, by: writing.save_chapter(draft, "", words("New"), seen={}, by=by),
    "change": lambda draft, by: writing.save_chapter(draft, "invoices", words("New"), seen={}, by=by),
    "move": lambda draft, by: writing.move_chapter(draft, "proof", up=True, by=by),
    "remove": lambda draft, by: writing.remove_chapter(draft, "proof", by=by),
    "publish": lambda draft, by: writing.publish(draft, draft.year_begins + timedelta(days=360), by=by),
    "discard": lambda draft, by: writing.discard(draft, by=by),
}


@pytest.mark.parametrize("act", ACTS.values(), ids=ACTS.keys())
def test_managers_of_the_program_alone_write(act, draft, axel, anna, person):
    for other in (axel, anna, person("stranger")):
        with pytest.raises(ActionRefused, match="Only a program manager") as no:
            act(draft, other)
        assert no.value.verdict.forbidden


@pytest.mark.parametrize("act", [act for name, act in ACTS.items() if name != "start"])
def test_nothing_published_is_written(act, draft, paula, today):
    writing.publish(draft, today, by=paula)
    with refused("never edited"):
        act(draft, paula)


@pytest.mark.parametrize("act", [act for name, act in ACTS.items() if name != "start"])
def test_what_was_discarded_meanwhile_is_said(act, draft, paula):
    writing.discard(draft, by=paula)
    draft.pk = 10**6
    with refused("discarded this draft meanwhile"):
        act(draft, paula)


def test_every_act_stands_in_the_history(draft, paula, pat, today):
    writing.save_chapter(draft, "proof", words("Evidence"), seen={}, by=pat)
    writing.save_chapter(draft, "proof", words("Evidence"), seen={}, by=pat)  # nothing new, nothing happened
    writing.move_chapter(draft, "proof", up=True, by=pat)
    writing.move_chapter(draft, "proof", up=True, by=pat)  # at the top already
    writing.save_chapter(draft, "", words("More"), seen={}, by=pat)
    writing.remove_chapter(draft, "more", by=pat)
    writing.remove_chapter(draft, "more", by=pat)
    writing.publish(draft, today, by=paula)
    assert codes(draft) == [
        "started",
        "chapter_added",
        "chapter_added",
        "note_changed",
        "chapter_changed",
        "chapter_moved",
        "chapter_added",
        "chapter_removed",
        "published",
    ]
    assert first_break(draft) is None
    told = timeline(Event.objects.about(draft))
    assert told[4].words == "Chapter “Evidence” changed."
    assert {one.who for one in told} == {str(paula), str(pat)}


def test_a_discarded_draft_is_remembered(draft, paula, program, other_program, year):
    writing.discard(draft, by=paula)
    assert not Guidebook.objects.exists()
    (entry,) = discarded(program)
    assert entry.words == f"Draft discarded: Fiscal year {year}, version 1."
    assert discarded(other_program) == []


def test_names_in_addresses_come_from_the_title_and_never_twice(draft, paula):
    found = [
        writing.save_chapter(draft, "", words(title), seen={}, by=paula).slug
        for title in ("Invoices", "Für Übermut!", "???", "")
    ]
    assert found == ["invoices-2", "fur-ubermut", "chapter", "de"]


def test_the_order_can_be_changed(draft, paula):
    writing.move_chapter(draft, "invoices", up=False, by=paula)
    assert list(draft.chapters.values_list("slug", flat=True)) == ["proof", "invoices"]
    writing.move_chapter(draft, "invoices", up=False, by=paula)
    assert list(draft.chapters.values_list("slug", flat=True)) == ["proof", "invoices"]
    writing.remove_chapter(draft, "proof", by=paula)
    with refused("removed this chapter"):
        writing.move_chapter(draft, "proof", up=True, by=paula)


class TestTwoManagers:
    def test_of_different_languages_both_stay(self, draft, paula, pat):
        marks = seen(draft.chapters.get(slug="proof"))
        typed = words("Proof")
        writing.save_chapter(draft, "proof", typed | {"body_en": "Paula's"}, seen=marks, by=paula)
        writing.save_chapter(draft, "proof", typed | {"body_de": "Pats"}, seen=marks, by=pat)
        assert draft.chapters.get(slug="proof").body == {"en": "Paula's", "de": "Pats"}

    def test_of_the_same_text_the_later_one_sees_both(self, draft, paula, pat):
        marks = seen(draft.chapters.get(slug="proof"))
        writing.save_chapter(draft, "proof", words("Proof", "Paula's"), seen=marks, by=paula)
        with pytest.raises(Overtaken) as overtaken:
            writing.save_chapter(draft, "proof", words("Proof", "Pat's"), seen=marks, by=pat)
        assert overtaken.value.stored["body_en"] == "Paula's"
        assert overtaken.value.event.actor == paula
        assert draft.chapters.get(slug="proof").body["en"] == "Paula's"

    def test_what_was_removed_is_not_written_unseen(self, draft, paula, pat):
        marks = seen(draft.chapters.get(slug="proof"))
        writing.remove_chapter(draft, "proof", by=paula)
        with refused("removed this meanwhile"):
            writing.save_chapter(draft, "proof", words("Proof"), seen=marks, by=pat)
        again = writing.save_chapter(draft, "proof", words("Proof"), seen={}, by=pat)
        assert again.slug == "proof"

    def test_two_notes(self, draft, paula, pat):
        marks = {language: mark(text) for language, text in draft.note.items()}
        writing.save_note(draft, draft.note | {"en": "Paula's"}, seen=marks, by=paula)
        with pytest.raises(Overtaken):
            writing.save_note(draft, draft.note | {"en": "Pat's"}, seen=marks, by=pat)
