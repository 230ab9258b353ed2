"""A file looked at on the page: by whom, when, what is shown, and what is noted."""

from datetime import timedelta

import pytest
from django.urls import reverse

from claims.models import Proof
from documents import looking, previewing, storage
from documents.actions import settle
from documents.enums import State
from documents.examination import Outcome
from documents.models import Document, Restriction
from documents.previews.drawn import Drawn, DrawnPage
from history.models import AccessRecord
from lifecycle import clock
from tests.factories import claims as make
from tests.factories.documents import DocumentFactory, received

CLEAN = Outcome(State.CLEAN, content_type="application/pdf", engine="test")
TWO = Drawn(
    2, [DrawnPage(1, 60, 80, b"RIFFone", "Rechnung <4711>"), DrawnPage(2, 60, 80, b"RIFFtwo")], b"RIFFs"
)


@pytest.fixture
def claim(team):
    return make.submitted(team)


def use(claim, document):
    Proof.objects.filter(claim=claim, document__isnull=False).update(document=document)
    return document


@pytest.fixture
def drawn(monkeypatch):
    """What the child draws."""
    monkeypatch.setattr(previewing, "_draw", lambda document: TWO)


@pytest.fixture
def file(team, claim, drawn):
    """A clean file of two pages."""
    document = settle(received(partner=team.partner, user=team.anna), CLEAN, clock.now())
    previewing.make(document, clock.now())
    return use(claim, Document.objects.get(pk=document.pk))


def page(claim, document, number=1):
    return reverse("claim_file_page", args=[claim.public_id, document.public_id, number])


def thumbnail(claim, document):
    return reverse("claim_file_thumbnail", args=[claim.public_id, document.public_id])


def view(claim, document):
    return reverse("claim_file_view", args=[claim.public_id, document.public_id])


def looks(document):
    return AccessRecord.objects.filter(subject_kind="document", subject_id=document.pk, what=looking.VIEWED)


def restrict(team, document):
    people = {"asked_by": team.rita, "agreed_by": team.arno}
    at = clock.now()
    Restriction.objects.create(
        document=document, reason="Names of guests", asked_at=at, agreed_at=at, **people
    )


@pytest.mark.parametrize("who", ["anna", "ben", "rita", "arno", "axel"])
def test_whoever_sees_the_claim_reads_its_files(team, as_person, claim, file, who):
    client = as_person(getattr(team, who))

    said = client.get(view(claim, file)).content.decode()
    assert page(claim, file, 1) in said
    assert page(claim, file, 2) in said
    assert "Rechnung &lt;4711&gt;" in said
    assert "No text could be read" in said
    assert reverse("claim_file", args=[claim.public_id, file.public_id]) in said

    assert b"".join(client.get(page(claim, file, 2)).streaming_content) == b"RIFFtwo"
    assert b"".join(client.get(thumbnail(claim, file)).streaming_content) == b"RIFFs"


@pytest.mark.parametrize("place", [page, thumbnail, view])
def test_for_others_it_does_not_exist(team, as_person, client, anna, claim, file, place):
    assert as_person(team.stranger).get(place(claim, file)).status_code == 404
    assert client.get(place(claim, file)).status_code == 302
    assert anna.get(place(make.draft(team), file)).status_code == 404
    unused = DocumentFactory(partner=team.partner, uploaded_by=team.anna, clean=True)
    assert anna.get(place(claim, unused)).status_code == 404


@pytest.mark.parametrize("number", [0, 3, 99999])
def test_a_page_that_is_not_there(anna, claim, file, number):
    assert anna.get(page(claim, file, number)).status_code == 404


@pytest.mark.parametrize("place", [page, thumbnail])
def test_a_picture_does_nothing_but_show(anna, claim, file, place):
    answer = anna.get(place(claim, file))
    assert answer["Content-Type"] == "image/webp"
    assert answer["Content-Disposition"] == "inline"
    assert answer["Content-Security-Policy"] == "sandbox; default-src 'none'"
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Cache-Control"] == "no-store"


@pytest.mark.parametrize(
    ("state", "sentence"),
    [
        ({}, "This file is still being checked."),
        ({"infected": True}, "This file contains a virus."),
        ({"refused": True}, "This file was refused"),
        ({"failed": True}, "This file could not be checked yet."),
    ],
)
def test_what_is_not_clean_is_not_shown(team, anna, claim, state, sentence):
    document = use(claim, DocumentFactory(partner=team.partner, uploaded_by=team.anna, **state))
    assert sentence in anna.get(view(claim, document)).content.decode()
    for place in (page, thumbnail):
        assert anna.get(place(claim, document)).status_code == 409
    assert not looks(document).exists()


def test_pictures_of_a_file_that_became_infected_are_shown_no_more(anna, claim, file):
    Document.objects.filter(pk=file.pk).update(
        state=State.INFECTED, refusal="virus", previewed_at=None, page_count=None
    )
    assert anna.get(page(claim, file)).status_code == 409
    assert page(claim, file) not in anna.get(view(claim, file)).content.decode()


def test_leafing_is_one_look(team, anna, claim, file):
    anna.get(view(claim, file))
    anna.get(page(claim, file, 1))
    anna.get(page(claim, file, 2))
    anna.get(view(claim, file), {"page": 2})
    look = looks(file).get()
    assert look.actor == team.anna


def test_a_picture_fetched_without_the_page_is_noted_too(team, as_person, anna, claim, file):
    anna.get(view(claim, file))
    as_person(team.rita).get(page(claim, file, 2))
    assert {look.actor for look in looks(file)} == {team.anna, team.rita}


def test_another_day_is_another_look(anna, claim, file):
    anna.get(view(claim, file))
    looks(file).update(at=clock.now() - timedelta(hours=2))
    anna.get(view(claim, file))
    assert looks(file).count() == 2


def test_a_thumbnail_is_no_look(anna, claim, file):
    anna.get(thumbnail(claim, file))
    assert not looks(file).exists()


def test_a_restricted_file_asks_for_a_reason(team, as_person, claim, file):
    restrict(team, file)
    rita = as_person(team.rita)

    said = rita.get(view(claim, file)).content.decode()

    assert page(claim, file) not in said
    assert "Rechnung" not in said
    assert reverse("claim_file_look", args=[claim.public_id, file.public_id]) in said
    for place in (page, thumbnail):
        assert rita.get(place(claim, file)).status_code in {403, 409}
    assert not looks(file).exists()


def test_while_it_is_being_made(team, anna, claim):
    document = use(claim, DocumentFactory(partner=team.partner, uploaded_by=team.anna, clean=True))
    assert "The preview is being made." in anna.get(view(claim, document)).content.decode()
    assert anna.get(thumbnail(claim, document)).status_code == 404


def test_without_a_preview_it_is_downloaded(team, anna, claim):
    document = DocumentFactory(
        partner=team.partner, uploaded_by=team.anna, clean=True, previewed_at=clock.now()
    )
    said = anna.get(view(claim, use(claim, document))).content.decode()
    assert "There is no preview of this file. Download it to read it." in said
    assert reverse("claim_file", args=[claim.public_id, document.public_id]) in said


def test_of_a_long_file_it_says_how_much_is_shown(anna, claim, file):
    Document.objects.filter(pk=file.pk).update(page_count=500)
    assert "The first 2 of 500 pages are shown." in anna.get(view(claim, file)).content.decode()


def test_an_office_file_shows_its_facts_and_text(team, anna, claim):
    document = DocumentFactory(
        partner=team.partner,
        uploaded_by=team.anna,
        clean=True,
        name="agenda.docx",
        previewed_at=clock.now(),
        facts={"title": "Agenda", "pages": 3, "words": 512, "text": "Guten <Tag>"},
    )
    said = anna.get(view(claim, use(claim, document))).content.decode()
    assert "Guten &lt;Tag&gt;" in said
    assert "512" in said
    assert "There is no preview" not in said


@pytest.mark.parametrize(
    "asked", ["page=2&zoom=150", "page=9&zoom=7", "page=x&zoom=-1", "page=99999999999999"]
)
def test_where_the_reader_stands(anna, claim, file, asked):
    said = anna.get(f"{view(claim, file)}?{asked}").content.decode()
    right = asked == "page=2&zoom=150"
    assert f'data-zoom="{150 if right else 100}" data-page="{2 if right else 1}"' in said
    assert f"Page {2 if right else 1} of 2" in said


def test_storage_that_is_away_is_no_picture(anna, claim, file, monkeypatch):
    def away(key, version_id=""):
        raise storage.StorageAway("no answer")

    monkeypatch.setattr(storage, "read", away)
    anna.raise_request_exception = False
    assert anna.get(page(claim, file)).status_code == 503
