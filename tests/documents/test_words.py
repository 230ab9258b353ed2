"""Every state and every refusal has words, and each refusal a way out."""

from datetime import timedelta

import pytest

from documents import words
from documents.enums import REFUSALS, Problem
from lifecycle import clock
from tests.factories.documents import DocumentFactory

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    "problem", [one for one in Problem if one not in {Problem.WRONG_TYPE, Problem.TOO_MANY}]
)
def test_each_problem_has_a_sentence_of_its_own(problem):
    sentence = words.problem(problem)
    assert sentence.endswith(".")
    assert "%" not in sentence
    assert sum(sentence == words.problem(other) for other in words.SENTENCES) == 1


@pytest.mark.parametrize("problem", REFUSALS)
def test_each_refusal_names_the_way_out(problem):
    assert " send " in words.problem(problem).replace("Send", "send")


def test_too_many_says_how_many_there_may_be():
    assert "40 files at most" in words.too_many(40)


@pytest.mark.parametrize("state", ["pending", "clean", "refused", "infected", "failed"])
def test_a_receipt_is_whole_in_every_state(state):
    document = DocumentFactory(uploaded_by__name="Anna", **({} if state == "pending" else {state: True}))
    receipt = words.receipt(document, clock.now())
    assert receipt.number == f"DOC-{document.received_at.year}-{document.pk:06d}"
    assert (receipt.who, receipt.sha256, receipt.size) == ("Anna", document.sha256, 1000)
    assert receipt.state
    assert receipt.may_open == (state == "clean")
    assert bool(receipt.note) == (state != "clean")


def test_what_was_not_scanned_does_not_say_it_was():
    assert words.state(DocumentFactory(clean=True)) == "Checked, not scanned for viruses"
    assert words.state(DocumentFactory(clean=True, engine="ClamAV 1.4.6")) == "Ready"


def test_what_was_deleted_after_its_retention_is_not_called_ready():
    at = clock.now()
    receipt = words.receipt(DocumentFactory(clean=True, bytes_deleted_at=at), at)
    assert (receipt.state, receipt.tone, receipt.may_open) == ("Deleted", "neutral", False)
    assert "deleted after its retention" in receipt.note


def test_a_check_that_takes_long_is_said_to():
    document = DocumentFactory()
    at = document.received_at
    assert "go on while" in words.note(document, at)
    assert "longer than usual" in words.note(document, at + timedelta(minutes=3))
