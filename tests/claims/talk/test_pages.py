"""The thread and the notes on the pages of both sides; what was typed stays."""

import pytest
from django.urls import NoReverseMatch, reverse

from claims.actions import talking
from review import talking as rules
from review.models import Message, Note
from tests.factories import claims as make

SIDES = [("anna", "claim", "claim_messages"), ("rita", "review_claim", "review_messages")]


def url(name, claim):
    return reverse(name, args=[claim.public_id])


@pytest.mark.parametrize(("name", "home", "page"), SIDES)
def test_each_side_writes_from_its_page_of_the_claim(people, claim, sign_in, name, home, page):
    browser = sign_in(getattr(people, name))
    assert url(page, claim) in browser.get(url(home, claim)).content.decode()

    browser.post(url(page, claim), {"words": " First line\r\nsecond line "})

    assert Message.objects.get().words == "First line\nsecond line"
    for reader, theirs, _page in SIDES:
        assert "First line" in sign_in(getattr(people, reader)).get(url(theirs, claim)).content.decode()


@pytest.mark.parametrize(("name", "home", "page"), SIDES)
@pytest.mark.parametrize(
    ("words", "said"),
    [("  ", "Write your message first."), ("x" * 4001, "at most 4000 characters")],
)
def test_a_mistake_is_said_at_the_field_and_the_words_stay(
    people, claim, sign_in, name, home, page, words, said
):
    answer = sign_in(getattr(people, name)).post(url(page, claim), {"words": words})
    page = answer.content.decode()
    assert said in page
    assert 'href="#message-words"' in page
    assert words.strip() in page
    assert not Message.objects.exists()


def test_four_thousand_characters_on_many_lines_are_not_too_many(people, claim, sign_in):
    words = "\n".join(["x"] * 2000)  # the last line's end is none
    sign_in(people.anna).post(url("claim_messages", claim), {"words": words.replace("\n", "\r\n")})
    assert Message.objects.get().words == words


def test_too_many_within_an_hour_is_said_at_the_field(people, claim, sign_in, monkeypatch):
    monkeypatch.setattr(rules, "MOST_AN_HOUR", 1)
    talking.write(claim.pk, "One", user=people.anna)
    answer = sign_in(people.ben).post(url("claim_messages", claim), {"words": "Another one of mine"})
    page = answer.content.decode()
    assert answer.status_code == 409
    assert page.count("1 messages were sent within an hour") == 2
    assert "Another one of mine" in page


def test_written_into_a_claim_that_was_taken_back_the_words_stay(people, sign_in):
    claim = make.draft(people)
    answer = sign_in(people.anna).post(url("claim_messages", claim), {"words": "All of my words"})
    assert answer.status_code == 409
    assert "All of my words" in answer.content.decode()


def test_who_waits_is_said_on_top_of_the_bench_until_it_is_answered(people, claim, sign_in):
    talking.write(claim.pk, "When do we hear?", user=people.anna)
    browser = sign_in(people.rita)
    assert "The partner waits for an answer" in browser.get(url("review_claim", claim)).content.decode()

    browser.post(url("review_messages_read", claim))

    page = browser.get(url("review_claim", claim)).content.decode()
    assert "The partner waits for an answer" not in page
    assert "When do we hear?" in page


def test_the_partners_home_lists_what_waits_for_them(people, claim, sign_in):
    talking.write(claim.pk, "Is the photo from Kiel?", user=people.rita)
    talking.write(claim.pk, "And which day?", user=people.rita)
    browser = sign_in(people.anna)

    page = browser.get(reverse("home")).content.decode()
    assert "And which day?" in page
    assert page.count(url("claim_messages", claim)) == 1
    assert url("claim_messages", claim) not in sign_in(people.stranger).get(reverse("home")).content.decode()

    sign_in(people.anna).post(url("claim_messages_read", claim))
    assert "And which day?" not in browser.get(reverse("home")).content.decode()


def test_only_the_last_messages_stand_on_the_claim_and_all_on_their_page(people, claim, sign_in):
    for number in range(12):
        talking.write(claim.pk, f"Number {number}.", user=people.rita)
    browser = sign_in(people.anna)
    assert "Number 1." not in browser.get(url("claim", claim)).content.decode()
    assert "Number 11." in browser.get(url("claim", claim)).content.decode()
    assert "Number 0." in browser.get(url("claim_messages", claim)).content.decode()


def test_colleagues_and_the_auditor_read_notes_and_no_partner_page_has_them(people, claim, sign_in, undrawn):
    sign_in(people.rita).post(url("review_notes", claim), {"words": "Looks like the June invoice"})
    talking.write(claim.pk, "Hello", user=people.anna)

    for name in ("arno", "paula", "pia", "axel"):
        browser = sign_in(getattr(people, name))
        assert "Looks like the June" in browser.get(url("review_claim", claim)).content.decode()
        assert "Looks like the June" in browser.get(url("review_notes", claim)).content.decode()
    for name in ("anna", "ben"):
        browser = sign_in(getattr(people, name))
        pages = ["claim", "claim_messages", "claim_history", "claim_pack"]
        answers = [browser.get(url(page, claim)) for page in pages]
        answers += [browser.get(reverse("claim_export")), browser.get(reverse("home"))]
        for answer in answers:
            assert answer.status_code == 200
            body = b"".join(answer.streaming_content) if answer.streaming else answer.content
            assert b"Looks like the June" not in body
            assert b"Note" not in body or answer.headers["Content-Type"] != "text/html; charset=utf-8"


@pytest.mark.parametrize(
    ("words", "name", "page"),
    [("Write a note", "note-form", "review_notes"), ("Write a message", "message-form", "review_messages")],
)
def test_the_bench_brings_each_form_from_its_own_page(people, claim, sign_in, words, name, page):
    rita = sign_in(people.rita)
    bench = rita.get(url("review_claim", claim)).content.decode()
    assert f'hx-get="{url(page, claim)}" hx-select="#{name}"' in bench
    assert words in bench
    form = rita.get(url(page, claim), headers={"HX-Request": "true"}).content.decode()
    assert f'<form class="form-fields" id="{name}"' in form


def test_the_auditor_has_no_form(people, claim, sign_in):
    page = sign_in(people.axel).get(url("review_claim", claim)).content.decode()
    assert "Write a note" not in page
    assert "Write a message" not in page
    assert sign_in(people.axel).post(url("review_notes", claim), {"words": "x"}).status_code == 403


def test_a_partner_reaches_neither_notes_nor_the_staffs_side(people, claim, sign_in):
    note = talking.note(claim.pk, "Inside", user=people.rita)
    message = talking.write(claim.pk, "Hello", user=people.rita)
    browser = sign_in(people.anna)
    for name in ("review_notes", "review_messages", "review_messages_read"):
        assert browser.post(url(name, claim), {"words": "x"}).status_code == 404
        for guessed in (note.public_id, message.public_id):
            assert browser.post(reverse(name, args=[guessed]), {"words": "x"}).status_code == 404
    for guessed in (note.public_id, message.public_id):
        for name in ("claim", "claim_messages", "review_claim", "review_notes"):
            assert browser.get(reverse(name, args=[guessed])).status_code == 404
    assert Note.objects.count() == 1
    with pytest.raises(NoReverseMatch):
        reverse("review_notes", args=[claim.public_id, note.public_id])


def test_a_reviewer_of_another_program_gets_neither(people, claim, sign_in):
    from programs.enums import VendorRole
    from tests.factories.people import staff
    from tests.factories.programs import ProgramFactory

    other = staff("Otto", ProgramFactory(), VendorRole.REVIEWER)
    for name in ("review_notes", "review_messages"):
        assert sign_in(other).get(url(name, claim)).status_code == 404
