"""What a second pair of eyes asked of the room: answers through odd links, late files, other people's rights."""

import threading
import uuid
from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import connection

from associations.actions import customers, drafting, files, reviewing, submitting, ticking
from associations.consent import consent_of
from associations.engagements import EngagementCode
from associations.enums import Answer, RejectReason
from associations.forms.fields import TenantField
from associations.models import Association, AssociationItem
from documents.actions import settle
from documents.enums import Problem, State
from documents.examination import Outcome
from documents.models import Document
from history.models import Event
from lifecycle import ActionRefused, clock
from notifications.enums import MessageState
from notifications.models import Message
from outbox.models import Job
from programs.enums import VendorRole
from review.actions import open_request
from tests.associations.test_rivals import RECENT, confirmed, rival_of, state_of
from tests.factories import associations as make
from tests.factories.documents import received
from tests.factories.people import staff

A_WEEK = timedelta(days=8)
INFECTED = Outcome(State.INFECTED, Problem.VIRUS, engine="test")


def standing(association: Association) -> str:
    return consent_of(Association.objects.for_page().get(pk=association.pk), clock.now()).standing


def lost(association: Association) -> None:
    link = association.links.get(replaced_at=None)
    Message.objects.filter(pk=link.message_id).update(state=MessageState.FAILED, sent_at=None)


def told(kind: str, association: Association) -> set[str]:
    about = {"subject_kind": "association", "subject_id": association.pk}
    return {str(one.to) for one in Message.objects.filter(kind=kind, **about)}


def test_a_fresh_link_to_the_wrong_person_does_not_make_them_the_right_one(people):
    sent = make.submitted(people)
    link = make.mail_taken(sent)
    customers.answer(link, Answer.NOT_ME, "", "de")
    customers.send_again(link)
    make.mail_taken(sent)
    with clock.shifted(A_WEEK):
        assert standing(sent) == "not me"


def test_a_refusal_after_the_approval_ends_it_whatever_the_customer_saw(people):
    """The state is read under the lock: the clock may have approved while the page was open."""
    approved = make.approved(people)
    link = approved.links.get(replaced_at=None)
    customers.answer(link, Answer.DECLINE, "No.", "de")
    assert state_of(approved) == "REJECTED_FINAL"


@pytest.mark.django_db(transaction=True)
def test_a_refusal_that_waits_for_the_approval_is_heard(people):
    taken = confirmed(make.under_review(people))
    link = taken.links.get(replaced_at=None)
    waiting, failures = threading.Event(), []

    def decline() -> None:
        waiting.set()
        try:
            customers.answer(link, Answer.DECLINE, "No.", "de")
        except ActionRefused as refused:
            failures.append(refused)
        finally:
            connection.close()

    from associations.actions.door import act

    with act(taken.pk, "approve", people.rita) as one:
        thread = threading.Thread(target=decline)
        thread.start()
        waiting.wait()
        thread.join(timeout=0.5)  # it waits for our lock
        from associations.actions import settling

        settling.approve(one, by=people.rita)
    thread.join()
    assert (state_of(taken), failures) == ("REJECTED_FINAL", [])


def test_nobody_names_an_address_of_their_own_company_afterwards(people):
    sent = make.submitted(people)
    wrong = {"contact_email": "anna@Nordlicht.example"}
    with pytest.raises(ActionRefused, match="own company"):
        customers.correct_contact(sent.pk, wrong, user=people.ben)
    assert sent.links.count() == 1


def test_a_mail_that_cannot_be_delivered_is_told_once(people):
    sent = make.submitted(people)
    lost(sent)
    assert ticking.tell_of_lost_mails(clock.now()) == 1
    assert ticking.tell_of_lost_mails(clock.now()) == 0
    assert told("customer_not_reached", sent) == {str(people.anna), str(people.ben)}
    assert standing(sent) == "returned"
    customers.correct_contact(sent.pk, {"contact_email": "ole@petersen.example"}, user=people.ben)
    make.mail_taken(sent)
    assert standing(sent) == "waiting"


def test_those_who_wait_for_long_keep_nobody_else_waiting(people, monkeypatch):
    stuck, silent = make.under_review(people, "teams"), make.under_review(people, "exchange")
    for one in (stuck, silent):
        reviewing.clear(one.pk, user=people.rita)
    lost(stuck)
    looked_at = []
    complete = ticking.settling.complete
    monkeypatch.setattr(
        ticking.settling, "complete", lambda pk, user: looked_at.append(pk) or complete(pk, user)
    )
    with clock.shifted(A_WEEK):
        assert ticking.complete_silent(clock.now()) == 1
    assert looked_at == [silent.pk]


def test_accepted_proof_goes_back_at_once_when_another_is_recorded(people):
    first, second = make.under_review(people), rival_of(people)
    reviewing.clear(first.pk, user=people.rita)
    AssociationItem.objects.filter(association=second).update(active=True)
    assert ticking.reopen_taken(clock.now()) == 1
    first.refresh_from_db()
    assert first.cleared_at is None


def test_who_decided_between_both_does_not_decide_the_dispute(people):
    first, second = confirmed(make.under_review(people)), confirmed(rival_of(people))
    reviewing.approve_over(second.pk, RECENT, user=people.rita)
    submitting.dispute(first.pk, "Ours is newer.", user=people.anna)
    with pytest.raises(ActionRefused, match="somebody else"):
        reviewing.reject(first.pk, RejectReason.OTHER_PARTNER, "", user=people.rita)


def test_nobody_decides_over_a_partner_of_another_program_or_a_dispute_of_their_own(people):
    first, second = confirmed(make.under_review(people)), confirmed(rival_of(people))
    reviewing.reject(first.pk, RejectReason.INSUFFICIENT_PROOF, "", user=people.rita)
    submitting.dispute(first.pk, "Look again.", user=people.anna)
    with pytest.raises(ActionRefused, match=f"Somebody else decides.*{first.number}"):
        reviewing.approve_over(second.pk, RECENT, user=people.rita)
    ruth = staff("Ruth", people.program, VendorRole.REVIEWER)
    reviewing.approve_over(second.pk, RECENT, user=ruth)
    assert state_of(first) == "REJECTED_FINAL"


def test_who_is_recorded_is_told_that_newer_proof_is_welcome(people):
    from review.wanted import Wanted

    incumbent, challenger = make.approved(people), rival_of(people)
    asked = reviewing.ask_rivals(challenger.pk, [Wanted("", words="Your newest.")], "", user=people.rita)
    assert [one.pk for one in asked] == [challenger.pk]
    assert str(people.anna) in told("association_message", incumbent)


def test_who_left_the_company_hears_nothing_more(people):
    sent = make.submitted(people, user=people.anna)
    people.anna.memberships.all().delete()
    lost(sent)
    ticking.tell_of_lost_mails(clock.now())
    assert told("customer_not_reached", sent) == {str(people.ben)}


def test_another_engagement_forgets_what_was_named_for_the_first(people):
    draft = make.draft(people, "teams")
    changed = {"engagement": EngagementCode.USAGE_BUSINESS}
    drafting.edit(draft.pk, changed, user=people.anna, what="customer")
    assert not draft.items.exists()


@pytest.mark.parametrize(
    "text",
    [
        "0B7C2F4E-9D3A-4C1E-8F5B-2A6D7E8F9012",
        "{0b7c2f4e-9d3a-4c1e-8f5b-2a6d7e8f9012}",
        "0b7c2f4e9d3a4c1e8f5b2a6d7e8f9012",
        " urn:uuid:0b7c2f4e-9d3a-4c1e-8f5b-2a6d7e8f9012 ",
        "0b7c2f4e–9d3a–4c1e–8f5b–2a6d7e8f9012",
        "0b7c2f4e\u22129d3a\u22124c1e\u22128f5b\u22122a6d7e8f9012",
        "\u200b0b7c2f4e-9d3a-4c1e\u00ad-8f5b-2a6d7e8f9012\ufeff",
        "„0b7c2f4e-9d3a-4c1e-8f5b-2a6d7e8f9012“.",
    ],
)
def test_a_tenant_id_in_any_spelling(text):
    assert TenantField().clean(text) == make.TENANT


@pytest.mark.parametrize("text", ["0b7c2f4e-9d3a", "g" * 32, str(uuid.UUID(int=0)), "petersen.example"])
def test_what_is_no_tenant_id(text):
    with pytest.raises(ValidationError, match="This is no tenant id"):
        TenantField().clean(text)


def infect(association: Association) -> Document:
    """Its one file, sent while it was being checked, turns out infected."""
    proof = association.proofs.get()
    proof.document = received(partner=association.partner, user=association.owner)
    proof.save()
    document = settle(proof.document, INFECTED, clock.now())
    jobs = Job.objects.filter(task="associations.file_settled", ids={"document": document.pk})
    assert jobs.count() == 1
    files.file_settled(document)
    files.file_settled(document)  # a job that is run twice asks once
    return document


def test_a_file_that_fails_after_submitting_is_asked_for_again_and_replaced(people):
    taken = make.under_review(people)
    reviewing.clear(taken.pk, user=people.rita)
    document = infect(taken)
    assert (state_of(taken), taken.cleared_at) == ("ACTION_REQUIRED", None)
    request = open_request(taken)
    assert (request.made_by, request.items.count()) == (None, 1)
    assert timedelta(days=5) < request.due_at - clock.now() < timedelta(days=12)
    assert told("association_asked", taken) == {str(people.anna), str(people.ben)}
    with pytest.raises(ActionRefused, match="Upload the proof"):
        submitting.answer(taken.pk, user=people.ben)
    make.prove(taken, people.ben)
    submitting.answer(taken.pk, user=people.ben)
    assert state_of(taken) == "SUBMITTED"
    assert document.pk not in taken.proofs.values_list("document", flat=True)
    removed = Event.objects.about(taken).get(code="association.save_answer")
    assert removed.params["name"] == document.name
    assert reviewing.take(taken.pk, user=people.rita).state == "UNDER_REVIEW"


def test_where_something_is_asked_already_the_file_is_asked_for_too(people):
    asked = make.asked(people)
    due = open_request(asked).due_at
    infect(asked)
    assert state_of(asked) == "ACTION_REQUIRED"
    request = open_request(asked)
    assert (request.items.count(), request.due_at) == (2, due)


def test_a_decided_association_stays_decided(people, caplog):
    approved = make.approved(people)
    infect(approved)
    assert state_of(approved) == "APPROVED"
    assert "ALARM" in caplog.text


def test_what_a_dispute_brings_is_kept(people):
    rejected = make.under_review(people)
    reviewing.reject(rejected.pk, RejectReason.INSUFFICIENT_PROOF, "", user=people.rita)
    late = make.prove(rejected, people.anna)
    submitting.dispute(rejected.pk, "Look again.", user=people.anna)
    late.refresh_from_db()
    assert late.document.retain_until
