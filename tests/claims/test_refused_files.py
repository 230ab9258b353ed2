"""A file that was not accepted: whoever sent it hears of it, once, with the way out, unless it is mended by then."""

from datetime import timedelta

import pytest

from claims import tasks
from claims.actions import refused
from claims.actions.ticking import file_settled
from claims.models import Claim
from documents.enums import Problem, State
from lifecycle import clock
from notifications.kinds import kind_of
from notifications.models import Message
from outbox.models import Job
from tests.factories import claims as make
from tests.factories.documents import DocumentFactory

pytestmark = pytest.mark.django_db


def put(claim, by, place="photos", **state):
    """A file in a slot, or at the first line, with what the checks said of it."""
    document = DocumentFactory(partner=claim.partner, uploaded_by=by, **state)
    if place == "line":
        claim.expenses.update(document=document)
    else:
        claim.proofs.filter(requirement__key=place).update(document=document)
    return document


def settled(*documents):
    """What the job of each settled file does, and the job it promises."""
    for document in documents:
        tasks.file_settled.body(document=document.pk, at=clock.now())
    for job in Job.objects.filter(task=refused.TELL):
        tasks.tell_refused.body(at=job.due_at, **job.ids)


def told():
    return list(Message.objects.filter(kind="file_refused").order_by("to__name"))


def test_who_sent_it_and_who_looks_after_the_claim(people, draft):
    document = put(draft, people.ben, refused=True)
    settled(document)
    anna, ben = told()
    assert [anna.to, ben.to] == [people.anna, people.ben]
    assert anna.context["files"][0]["by"] == "Ben"
    assert ben.context["files"][0]["by"] == ""
    assert ben.context["files"][0]["refusal"] == Problem.PASSWORD
    assert (ben.context["page"], ben.context["part"]) == ("claim_slot", "photos")


@pytest.mark.parametrize("state", ["infected", "failed"])
def test_a_virus_and_a_failing_check_are_told_too(people, draft, state):
    settled(put(draft, people.anna, place="line", **{state: True}))
    (message,) = told()
    line = draft.expenses.get()
    assert (message.context["page"], message.context["part"]) == ("claim_invoice", line.public_id)


def test_several_at_about_the_same_time_are_one_mail_that_leads_to_the_claim(people, draft):
    settled(put(draft, people.anna, refused=True), put(draft, people.anna, place="line", infected=True))
    (message,) = told()
    assert len(message.context["files"]) == 2
    assert message.context["page"] == "claim"


def test_it_waits_so_that_who_looks_at_the_page_can_mend_it_first(people, draft):
    settled_at = clock.now()
    refused.promise_to_tell(put(draft, people.anna, refused=True), settled_at)
    (job,) = Job.objects.filter(task=refused.TELL)
    assert timedelta(0) < job.due_at - settled_at <= timedelta(minutes=10)
    put(draft, people.anna, clean=True)
    tasks.tell_refused.body(at=job.due_at, **job.ids)
    assert told() == []


def test_what_is_mended_before_the_mail_goes_is_not_owed(people, draft):
    settled(put(draft, people.anna, refused=True))
    owed = kind_of("file_refused").owed
    assert owed(told()) == {told()[0].pk}
    put(draft, people.anna, clean=True)
    assert owed(told()) == set()


def test_each_file_is_told_once(people, draft):
    document = put(draft, people.anna, refused=True)
    settled(document)
    settled(document)
    refused.tell(Claim.objects.get(pk=draft.pk), clock.now() + timedelta(hours=1))
    assert len(told()) == 1


def test_what_a_submitted_claim_stands_on_is_asked_for_again_and_not_told_twice(people):
    claim = make.submitted(people)
    settled(put(claim, people.anna, place="line", refused=True))
    assert Message.objects.filter(kind="request_made").count() == 2
    assert told() == []


def test_what_is_prepared_as_an_answer_is_told(people):
    claim = make.asked(people, part="slot:photos")
    item = make.asked_item(claim)
    document = DocumentFactory(partner=claim.partner, uploaded_by=people.ben, refused=True)
    claim.proofs.create(
        document=document, request=item.request, item=item, added_by=people.ben, added_at=clock.now()
    )
    settled(document)
    ben = next(one for one in told() if one.to == people.ben)
    assert (ben.context["page"], ben.context["part"]) == ("claim_answer_item", item.public_id)


def test_what_answers_a_call_is_told(people):
    claim = make.called_for(people)
    document = DocumentFactory(partner=claim.partner, uploaded_by=people.ben, refused=True)
    claim.proofs.create(
        document=document, call=claim.originals_calls.get(), added_by=people.ben, added_at=clock.now()
    )
    settled(document)
    assert {one.context["page"] for one in told()} == {"claim_call"}


def test_a_colleague_who_left_hears_nothing(people, draft):
    document = put(draft, people.ben, refused=True)
    people.ben.memberships.all().delete()
    settled(document)
    assert [one.to for one in told()] == [people.anna]


def test_a_draft_that_is_gone_leaves_nothing_to_tell(people, draft):
    refused.promise_to_tell(put(draft, people.anna, refused=True), clock.now())
    (job,) = Job.objects.filter(task=refused.TELL)
    Claim.objects.filter(pk=draft.pk).update(state="EXPIRED", ended_at=clock.now())
    tasks.tell_refused.body(at=job.due_at, **job.ids)
    assert told() == []


def test_a_clean_file_promises_nothing(people, draft):
    document = put(draft, people.anna, clean=True)
    file_settled(document)
    settled(document)
    assert document.state == State.CLEAN
    assert not Job.objects.filter(task=refused.TELL).exists()
