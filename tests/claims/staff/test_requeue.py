"""A file our checks broke on: a reviewer sends it through them again, nobody else does."""

import pytest
from django.urls import reverse

from documents.models import Document
from outbox.models import Job
from tests.factories import claims as made
from tests.factories.documents import DocumentFactory


@pytest.fixture
def broken(people):
    """A claim under review, and its file that could not be checked."""
    claim = made.under_review(people)
    document = DocumentFactory(partner=people.partner, uploaded_by=people.anna, failed=True)
    claim.expenses.update(document=document)
    return claim, document


def address(claim, document):
    return reverse("review_file_requeue", args=[claim.public_id, document.public_id])


def test_the_button_stands_beside_the_file_and_works(people, sign_in, url_of, broken):
    claim, document = broken
    page = sign_in(people.rita).get(url_of("review_claim", claim)).content.decode()
    assert address(claim, document) in page
    answer = sign_in(people.rita).post(address(claim, document), follow=True)
    assert "is being checked again" in answer.content.decode()
    document.refresh_from_db()
    assert document.state == "PENDING"
    assert Job.objects.open().filter(task="documents.check", ids={"document": document.pk}).count() == 1


@pytest.mark.parametrize(
    ("who", "status"),
    [("arno", 403), ("pia", 403), ("paula", 403), ("axel", 403), ("anna", 404), ("stranger", 404)],
)
def test_nobody_else_may(people, sign_in, url_of, broken, who, status):
    claim, document = broken
    client = sign_in(getattr(people, who))
    assert client.post(address(claim, document)).status_code == status
    assert Document.objects.get(pk=document.pk).state == "FAILED"
    if status == 403:
        page = client.get(url_of("review_claim", claim)).content.decode()
        assert address(claim, document) not in page


def test_a_file_that_was_settled_otherwise_stays_as_it_is(people, sign_in, broken):
    claim, _document = broken
    clean = claim.proofs.get(requirement__key="photos").document
    assert sign_in(people.rita).post(address(claim, clean)).status_code == 409
    assert Document.objects.get(pk=clean.pk).state == "CLEAN"


def test_a_file_of_another_claim_does_not_exist_here(people, sign_in, broken):
    claim, _document = broken
    other = DocumentFactory(partner=people.partner, uploaded_by=people.anna, failed=True)
    assert sign_in(people.rita).post(address(claim, other)).status_code == 404
