"""Files are reached through the claim that uses them, by everybody who sees it."""

import pytest
from django.urls import reverse

from claims.models import Proof
from documents.actions import settle
from documents.enums import State
from documents.examination import Outcome
from lifecycle import clock
from tests.factories import claims as make
from tests.factories.documents import DocumentFactory, einvoice, received


@pytest.fixture
def claim(team):
    return make.submitted(team)


@pytest.fixture
def file(team, claim):
    """A clean file with real bytes in the claim."""
    document = received(partner=team.partner, user=team.anna)
    settle(document, Outcome(State.CLEAN, content_type="application/pdf", engine="test"), clock.now())
    Proof.objects.filter(claim=claim, document__isnull=False).update(document=document)
    return document


def url(claim, document, name="claim_file"):
    return reverse(name, args=[claim.public_id, document.public_id])


@pytest.mark.parametrize("who", ["anna", "ben", "rita", "arno", "axel"])
def test_bytes_come_back_identical(team, as_person, claim, file, who):
    answer = as_person(getattr(team, who)).get(url(claim, file))
    assert b"".join(answer.streaming_content) == einvoice()
    assert answer["Content-Disposition"].startswith("attachment")


def test_a_part_of_it(anna, claim, file):
    answer = anna.get(url(claim, file), headers={"range": "bytes=0-3"})
    assert (answer.status_code, b"".join(answer.streaming_content)) == (206, b"%PDF")


@pytest.mark.parametrize("name", ["claim_file", "claim_file_state"])
def test_a_stranger_and_a_file_of_another_claim(team, as_person, anna, claim, file, name):
    assert as_person(team.stranger).get(url(claim, file, name)).status_code == 404
    assert anna.get(url(make.draft(team), file, name)).status_code == 404
    unused = DocumentFactory(partner=team.partner, uploaded_by=team.anna, clean=True)
    assert anna.get(url(claim, unused, name)).status_code == 404


def test_only_clean_files_are_served(team, anna, claim):
    waiting = DocumentFactory(partner=team.partner, uploaded_by=team.anna)
    Proof.objects.filter(claim=claim, document__isnull=False).update(document=waiting)
    answer = anna.get(url(claim, waiting))
    assert answer.status_code == 409
    assert "This file is still being checked." in answer.content.decode()


def test_a_row_asks_again_only_while_it_waits(team, anna, bare):
    requirement = bare.activity.requirements.get(key="photos")
    waiting = DocumentFactory(partner=team.partner, uploaded_by=team.anna)
    done = DocumentFactory(partner=team.partner, uploaded_by=team.anna, clean=True)
    for document in (waiting, done):
        Proof.objects.create(
            claim=bare, requirement=requirement, document=document, added_by=team.anna, added_at=clock.now()
        )
    place = f"{url(bare, waiting, 'claim_file_state')}?proof={bare.proofs.first().public_id}"
    row = anna.get(place).content.decode()
    assert f'hx-get="{place}"' in row
    assert "Remove" in row
    assert "hx-get" not in anna.get(url(bare, done, "claim_file_state")).content.decode()


def test_signed_out_the_row_stays_as_it_is(client, claim, file):
    assert client.get(url(claim, file, "claim_file_state")).status_code == 204
