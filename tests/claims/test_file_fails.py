"""R14: a file that fails after submitting is asked for again, and unlocks only itself."""

import pytest

from claims import tasks
from claims.actions import answering, proving, reviewing, submitting
from claims.models import Claim
from claims.parts import name_of_line
from claims.workflow import verdict
from documents.actions import settle
from documents.enums import Problem, State
from documents.examination import Outcome
from documents.models import Document
from funds.models import Fund
from funds.workflow import held_for
from lifecycle import ActionRefused, clock
from notifications.models import Message
from outbox.models import Job
from programs.rules import end_of_day, local_day
from review.actions import open_request
from review.clocks import business_days_after
from tests.factories import claims as make
from tests.factories.documents import DocumentFactory, received, stored
from tests.factories.people import everybody
from tests.factories.programs import ProgramFactory

pytestmark = pytest.mark.django_db

REFUSED = Outcome(State.REFUSED, refusal=Problem.PASSWORD)


def in_checks(claim: Claim) -> Document:
    """The invoice's file, still being checked."""
    document = DocumentFactory(partner=claim.partner, uploaded_by=claim.owner)
    claim.expenses.update(document=document)
    return document


def fails(document: Document) -> None:
    """The checks find it wrong; what they promised is done."""
    settle(document, REFUSED, clock.now())
    job = Job.objects.get(task="claims.file_settled", ids={"document": document.pk})
    tasks.file_settled.body(at=clock.now(), **job.ids)


@pytest.mark.parametrize("state", ["submitted", "under_review"])
def test_the_partner_is_asked_for_it_by_nobody_in_particular(people, state):
    claim = getattr(make, state)(people)
    document = in_checks(claim)
    fails(document)
    claim.refresh_from_db()
    request = open_request(claim)
    assert claim.state == "ACTION_REQUIRED"
    assert request.made_by is None
    item = request.items.get()
    assert document.name in item.words
    assert item.part == name_of_line(claim.expenses.get())
    told = Message.objects.filter(kind="request_made").values_list("to__name", flat=True)
    assert sorted(told) == ["Anna", "Ben"]


def test_there_are_five_business_days_of_the_program_s_own_calendar():
    """In a zone where it is another day than in UTC just now."""
    hour = clock.now().hour
    zone = "Pacific/Kiritimati" if hour >= 10 else "Pacific/Pago_Pago"
    people = everybody(program=ProgramFactory(zone=zone))
    claim = make.submitted(people)
    fails(in_checks(claim))
    today = local_day(clock.now(), zone)
    assert open_request(claim).due_at == end_of_day(business_days_after(today, 5, frozenset({"DE"})), zone)


def test_only_that_file_is_sent_again(people):
    claim = make.submitted(people)
    document = in_checks(claim)
    fails(document)
    photos = claim.proofs.get(requirement__key="photos").requirement
    with pytest.raises(ActionRefused):
        proving.add_file(claim.pk, photos, stored(b"%PDF-1.7", "other.pdf"), user=people.anna)
    item = make.asked_item(claim)
    with pytest.raises(ActionRefused, match="was sent before"):
        answering.correct(claim.pk, item, {"vendor": "Somebody else"}, user=people.anna)
    again = proving.add_file(claim.pk, item, stored(b"%PDF-1.7", "again.pdf"), user=people.ben).document
    assert claim.expenses.get().document == document, "Not sent yet"
    submitting.answer(claim.pk, "", user=people.ben)
    assert claim.expenses.get().document == again
    assert claim.expenses.get().amount == 1200
    assert not claim.proofs.filter(document=document).exists(), "What the checks refused is no proof"


def test_a_file_of_a_slot_goes_out_of_it_for_the_new_one(people):
    claim = make.submitted(people)
    photos = claim.proofs.get(requirement__key="photos")
    bad = DocumentFactory(partner=claim.partner, uploaded_by=claim.owner)
    claim.proofs.filter(pk=photos.pk).update(document=bad)
    fails(bad)
    item = make.asked_item(claim)
    assert item.part == "slot:photos"
    again = proving.add_file(claim.pk, item, stored(b"%PDF-1.7", "again.pdf"), user=people.ben).document
    assert claim.proofs.get(requirement=photos.requirement).document == bad
    submitting.answer(claim.pk, "", user=people.ben)
    assert claim.proofs.get(requirement=photos.requirement).document == again


def test_the_claim_goes_on_where_it_was(people):
    claim = make.under_review(people)
    document = in_checks(claim)
    fails(document)
    proving.add_file(claim.pk, make.asked_item(claim), stored(b"%PDF-1.7", "again.pdf"), user=people.anna)
    assert submitting.answer(claim.pk, "Without a password now.", user=people.anna).state == "SUBMITTED"
    reviewing.take(claim.pk, user=people.rita)
    claim = Claim.objects.get(pk=claim.pk)
    assert not verdict(claim, "decide", people.rita, clock.now()), "the new file is being checked"
    settle(
        claim.expenses.get().document,
        Outcome(State.CLEAN, content_type="application/pdf", engine="tests"),
        clock.now(),
    )
    assert verdict(Claim.objects.get(pk=claim.pk), "decide", people.rita, clock.now())


def test_the_money_stays_held(people):
    claim = make.submitted(people)
    fails(in_checks(claim))
    fund = Fund.objects.get(partner=people.partner)
    assert (fund.held, held_for(fund, claim)) == (1200, 1200)


def test_a_draft_s_file_is_nobody_s_request(people):
    claim = make.draft(people)
    fails(in_checks(claim))
    claim.refresh_from_db()
    assert claim.state == "EDITING"
    assert open_request(claim) is None


def test_a_clean_file_promises_nothing(people):
    document = received(partner=people.partner, user=people.anna)
    settle(document, Outcome(State.CLEAN, content_type="application/pdf", engine="tests"), clock.now())
    assert not Job.objects.filter(task="claims.file_settled").exists()
