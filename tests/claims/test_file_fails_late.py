"""R14 where it is hard: after the deadline, two files in turn, in another state, at the limit of files."""

from datetime import timedelta

import pytest

from claims import tasks
from claims.actions import answering, proving, reviewing, submitting, ticking
from claims.guards import before_deadline
from claims.models import Claim, Proof
from claims.parts import names_with
from claims.words import event_words
from claims.workflow import verdict
from documents import scanning
from documents.actions import requeue, settle, settle_again
from documents.enums import Problem, State
from documents.examination import GIVEN_UP, Outcome
from documents.models import Document
from history.actions import first_break
from history.models import Event
from lifecycle import ActionRefused, clock
from notifications.models import Message
from outbox.models import Job
from review.actions import open_request
from review.models import RequestItem
from tests.factories import claims as make
from tests.factories.documents import DocumentFactory, stored

pytestmark = pytest.mark.django_db

REFUSED = Outcome(State.REFUSED, refusal=Problem.PASSWORD)
INFECTED = Outcome(State.INFECTED, refusal=Problem.VIRUS)
CLEAN = Outcome(State.CLEAN, content_type="application/pdf", engine="tests")


def in_checks(claim: Claim) -> tuple[Document, Document]:
    """The invoice's file and the proof's, both still being checked."""
    one, other = (DocumentFactory(partner=claim.partner, uploaded_by=claim.owner) for _ in range(2))
    claim.expenses.update(document=one)
    claim.proofs.filter(document__isnull=False).update(document=other)
    return one, other


def hear(document: Document) -> None:
    """The job that a settled file promised."""
    job = Job.objects.filter(task="claims.file_settled", ids={"document": document.pk}).last()
    tasks.file_settled.body(at=clock.now(), **job.ids)


def fails(document: Document, outcome: Outcome = REFUSED) -> None:
    settle(document, outcome, clock.now())
    hear(document)


def again(claim: Claim, document: Document, user, name: str = "again.pdf") -> Document:
    """Sent again for the item that asks for this file."""
    asked = RequestItem.objects.filter(
        request=open_request(claim), part__in=names_with(claim, document)
    ).last()
    sent = stored(f"%PDF-1.7 {name}".encode(), name)
    given = proving.add_file(claim.pk, asked, sent, user=user).document
    assert given
    return given


def words(claim: Claim) -> str:
    """All that is asked for just now."""
    return "\n".join(open_request(claim).items.values_list("words", flat=True))


def test_after_the_deadline_it_is_asked_for_and_sent_too(people):
    claim = make.submitted(people)
    document, _other = in_checks(claim)
    with clock.shifted(timedelta(days=90)):
        fails(document)
        assert not before_deadline(Claim.objects.get(pk=claim.pk), people.anna, clock.now())
        assert again(claim, document, people.ben).state == State.PENDING
        assert submitting.answer(claim.pk, "", user=people.ben).state == "SUBMITTED"


def test_a_second_file_that_fails_joins_the_open_request(people):
    claim = make.under_review(people)
    one, other = in_checks(claim)
    fails(one)
    first_due = open_request(claim).due_at
    fails(other)
    request = open_request(claim)
    assert one.name in words(claim)
    assert other.name in words(claim)
    assert request.due_at >= first_due
    for document in (one, other):
        again(claim, document, people.anna, f"{document.pk}.pdf")
    assert submitting.answer(claim.pk, "", user=people.anna).state == "SUBMITTED"
    told = Message.objects.filter(kind="request_made", to=people.anna)
    assert told.count() == 2, "Both are told of"
    assert first_break(claim) is None


def test_it_joins_a_reviewer_s_request_and_never_shortens_it(people):
    claim = make.asked(people, "Please send the agenda.")
    due = open_request(claim).due_at
    fails(in_checks(claim)[0])
    request = open_request(claim)
    assert words(claim).startswith("Please send the agenda.\n")
    assert request.items.count() == 2
    assert request.due_at == due


def test_told_twice_it_asks_once(people):
    claim = make.submitted(people)
    document, _other = in_checks(claim)
    fails(document)
    before = words(claim)
    hear(document)
    assert words(claim) == before
    assert Event.objects.about(claim).filter(code="claim.request_file_again").count() == 1


def test_a_file_replaced_meanwhile_is_asked_for_no_more(people):
    claim = make.asked(people, part="line:1")
    document, _other = in_checks(claim)
    settle(document, REFUSED, clock.now())
    claim.expenses.update(
        document=DocumentFactory(partner=claim.partner, uploaded_by=claim.owner, clean=True)
    )
    hear(document)
    assert words(claim) == "Please send the agenda."


@pytest.mark.parametrize("disputed", [False, True])
def test_a_virus_found_while_a_recommendation_waits(people, disputed):
    claim = make.recommended(people)
    if disputed:
        Claim.objects.filter(pk=claim.pk).update(came_from="DISPUTED", disputed_at=clock.now())
    document = claim.expenses.get().document
    settle_again(document, INFECTED, clock.now())
    hear(document)
    claim.refresh_from_db()
    assert claim.state == "ACTION_REQUIRED"
    again(claim, document, people.anna)
    back = submitting.answer(claim.pk, "", user=people.anna)
    assert back.state == ("DISPUTED" if disputed else "SUBMITTED")
    assert not verdict(back, "decide", people.arno, clock.now())


@pytest.mark.parametrize("approved", [1200, 0])
def test_a_decided_claim_stays_decided_and_somebody_is_told(people, caplog, approved):
    claim = make.decided(people, approved)
    document = claim.expenses.get().document
    settle_again(document, INFECTED, clock.now())
    hear(document)
    after = Claim.objects.get(pk=claim.pk)
    assert (after.state, after.approved) == (claim.state, claim.approved)
    assert open_request(claim) is None
    assert f"of the decided claim {claim.number} is infected" in caplog.text


def test_at_the_limit_of_files_one_that_failed_can_be_sent_again(people, settings):
    claim = make.submitted(people)
    document, _other = in_checks(claim)
    fails(document)
    settings.UPLOAD_FILES_PER_CLAIM = 2
    again(claim, document, people.anna)
    with pytest.raises(ActionRefused, match="2 files at most"):
        proving.add_file(
            claim.pk, make.asked_item(claim), stored(b"%PDF-1.7 more", "more.pdf"), user=people.anna
        )


def test_a_file_our_checks_broke_on_says_that_it_is_our_fault(people):
    claim = make.submitted(people)
    document, _other = in_checks(claim)
    fails(document, GIVEN_UP)
    assert "our fault" in words(claim)
    requeue(document, user=people.rita, at=clock.now())
    fails(document)
    assert "did not pass the checks" in words(claim), "What is known now"


@pytest.mark.parametrize(
    ("begun", "state"),
    [(make.submitted, "SUBMITTED"), (make.under_review, "UNDER_REVIEW"), (make.recommended, "UNDER_REVIEW")],
)
def test_a_file_that_is_ready_after_all_is_asked_for_no_longer(people, begun, state):
    claim = begun(people)
    document, _other = in_checks(claim)
    fails(document, GIVEN_UP)
    ready_after_all(document, people)
    claim.refresh_from_db()
    assert (claim.state, claim.came_from, open_request(claim)) == (state, "", None)
    last = Event.objects.about(claim).last()
    assert (
        event_words(last, claim)
        == f"“{document.name}” was checked once more and is ready; nothing has to be sent again"
    )
    told = Message.objects.filter(kind="request_closed").values_list("to__name", flat=True)
    assert sorted(told) == ["Anna", "Ben"]
    assert first_break(claim) is None


def ready_after_all(document: Document, people) -> None:
    requeue(document, user=people.rita, at=clock.now())
    settle(document, CLEAN, clock.now())
    hear(document)


def test_tried_once_more_in_vain_it_is_not_asked_for_twice(people):
    claim = make.submitted(people)
    document, _other = in_checks(claim)
    fails(document, GIVEN_UP)
    before = words(claim)
    requeue(document, user=None, at=clock.now())
    fails(document, GIVEN_UP)
    assert words(claim) == before


def test_what_else_is_asked_for_stays_open(people):
    asked = make.asked(people, "Please send the agenda.")
    document, _other = in_checks(asked)
    fails(document, GIVEN_UP)
    ready_after_all(document, people)
    assert open_request(asked), "A person asked for more"
    claim = make.submitted(people)
    one, other = in_checks(claim)
    fails(one, GIVEN_UP)
    fails(other)
    ready_after_all(one, people)
    assert open_request(claim), "Another file is still to be sent again"


def test_an_answer_that_was_begun_is_sent_by_its_people(people):
    claim = make.submitted(people)
    document, _other = in_checks(claim)
    fails(document, GIVEN_UP)
    answering.save_comment(claim.pk, "It opens here.", user=people.ben)
    ready_after_all(document, people)
    assert open_request(claim).comment == "It opens here."
    assert submitting.answer(claim.pk, "It opens here.", user=people.ben).state == "SUBMITTED"


def test_a_file_of_two_claims_is_asked_for_in_both(people):
    one, other = make.submitted(people), make.submitted(people)
    document, _proof = in_checks(one)
    Proof.objects.filter(claim=other, document__isnull=False).update(document=document)
    fails(document)
    assert {Claim.objects.get(pk=claim.pk).state for claim in (one, other)} == {"ACTION_REQUIRED"}


def test_files_of_claims_that_are_not_decided_are_scanned_again(people, monkeypatch):
    """A scanner that came later: what was never scanned is scanned now."""
    draft, waiting, decided = make.draft(people), make.submitted(people), make.decided(people, 1200)
    monkeypatch.setattr(scanning, "version", lambda: ("ClamAV 1.4.6", None))
    ticking.rescan_files(clock.now())
    promised = {job.ids["document"] for job in Job.objects.filter(task="documents.rescan")}
    used = {
        claim: {claim.expenses.get().document_id, claim.proofs.get(requirement__key="photos").document_id}
        for claim in (draft, waiting, decided)
    }
    assert promised == used[draft] | used[waiting]


def test_taken_up_again_after_a_lapse_nothing_is_lost(people):
    """Nobody sends the file again: its line can still be refused, and the claim is decided."""
    claim = make.submitted(people)
    fails(in_checks(claim)[0])
    settle(Claim.objects.get(pk=claim.pk).proofs.get(requirement__key="photos").document, CLEAN, clock.now())
    with clock.shifted(timedelta(days=14)):
        ticking.lapse_requests(clock.now())
        reviewing.take(claim.pk, user=people.rita)
        done = make.decide(claim, make.outcomes(claim, 0), "The file could not be read.", user=people.rita)
    assert done.state == "REJECTED"
