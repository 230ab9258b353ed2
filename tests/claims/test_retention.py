"""R15: every use of a file by a submitted claim keeps it until 24 months after the activity, and only ever longer."""

from datetime import date, timedelta

import pytest

from claims.actions import proving, submitting, ticking
from claims.models import Claim
from claims.retention import keep_until
from documents.models import Document
from lifecycle import clock
from tests.factories import claims as make
from tests.factories.documents import stored


def kept(*documents):
    return {Document.objects.get(pk=document.pk).retain_until for document in documents}


def files_of(claim):
    used = Document.objects.filter(expenses__claim=claim) | Document.objects.filter(proofs__claim=claim)
    return list(used.distinct())


@pytest.mark.parametrize(
    ("last", "until"),
    [
        (date(2024, 2, 29), date(2026, 2, 28)),
        (date(2022, 2, 28), date(2024, 2, 28)),
        (date(2026, 12, 31), date(2028, 12, 31)),
    ],
)
def test_24_calendar_months_to_the_day(last, until):
    assert keep_until(Claim(last_day=last)) == until


def test_a_draft_keeps_nothing(draft):
    assert kept(*files_of(draft)) == {None}


def test_submitting_keeps_every_file(draft, people):
    claim = submitting.submit(draft.pk, user=people.anna)
    assert len(files_of(claim)) > 1
    assert kept(*files_of(claim)) == {keep_until(claim)}


def test_a_later_claim_keeps_a_file_longer(submitted, people):
    file = files_of(submitted)[0]
    later = make.draft(people)
    Claim.objects.filter(pk=later.pk).update(last_day=submitted.last_day + timedelta(days=3))
    later.proofs.filter(document__isnull=False).update(document=file)
    later = submitting.submit(later.pk, user=people.anna)
    assert kept(file) == {keep_until(later)} != {keep_until(submitted)}


def test_an_earlier_claim_does_not_shorten_it(submitted, people):
    file = files_of(submitted)[0]
    earlier = make.draft(people)
    Claim.objects.filter(pk=earlier.pk).update(last_day=earlier.first_day)
    earlier.proofs.filter(document__isnull=False).update(document=file)
    submitting.submit(earlier.pk, user=people.anna)
    assert kept(file) == {keep_until(submitted)}


def test_taking_back_and_withdrawing_shorten_nothing(submitted, people):
    files = files_of(submitted)
    submitting.withdraw(submitted.pk, user=people.anna)
    assert kept(*files) == {keep_until(submitted)}


def test_an_answer_keeps_its_files(asked, people):
    proof = proving.add_file(asked.pk, make.asked_item(asked), stored(b"%PDF-1.7 agenda"), user=people.ben)
    submitting.answer(asked.pk, "Here it is.", user=people.ben)
    assert kept(proof.document) == {keep_until(asked)}


def test_what_the_clock_sends_is_kept_too(asked, people):
    proof = proving.add_file(asked.pk, make.asked_item(asked), stored(b"%PDF-1.7 agenda"), user=people.ben)
    with clock.shifted(timedelta(days=60)):
        assert ticking.lapse_requests(clock.now()) == 1
    assert kept(proof.document) == {keep_until(asked)}


def test_a_file_that_was_exchanged_is_kept_beside_the_new_one(people):
    claim = make.asked(people, part="line:1")
    old = claim.expenses.get().document
    proof = proving.add_file(claim.pk, make.asked_item(claim), stored(b"%PDF-1.7 again"), user=people.anna)
    submitting.answer(claim.pk, "", user=people.anna)
    assert claim.expenses.get().document == proof.document
    assert old in files_of(claim)
    assert kept(old, proof.document) == {keep_until(claim)}
