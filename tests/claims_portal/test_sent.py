"""What was sent to whom: managers see what concerns their programs, auditors all, and managers send again."""

from datetime import timedelta

import pytest
from django.core import mail

from history.models import Event
from lifecycle import clock
from notifications.actions.delivering import deliver
from notifications.actions.preferring import turn_off
from notifications.actions.sending import send
from notifications.models import Message, Unreachable
from tests.factories import claims
from tests.factories.claims import submitted
from tests.factories.people import everybody, staff
from tests.factories.programs import ProgramFactory, ProgramRoleFactory

pytestmark = pytest.mark.django_db

FACTS = {"title": "Autumn", "public_id": "abc", "by": "Ben", "number": "C-1", "words": "A secret word"}


@pytest.fixture
def people():
    return everybody()


@pytest.fixture
def claim(people):
    claim = submitted(people)
    Message.objects.all().delete()
    return claim


def message(people, claim, kind="message_written", key="1", **fields) -> Message:
    made = send(kind, to=people.anna, subject=claim, key=key, at=clock.now(), **FACTS)
    if fields:
        Message.objects.filter(pk=made.pk).update(**fields)
    return Message.objects.get(pk=made.pk)


def gone(people, claim, **which) -> Message:
    made = message(people, claim, **which)
    deliver(made.pk, clock.now())
    return Message.objects.get(pk=made.pk)


def page(client, user, path="/sent/") -> str:
    client.force_login(user)
    answer = client.get(path)
    assert answer.status_code == 200
    return answer.content.decode()


def again(client, user, one: Message):
    client.force_login(user)
    return client.post(f"/sent/{one.pk}/again/")


def test_a_manager_reads_what_became_of_a_mail_and_what_it_says(client, people, claim):
    one = gone(people, claim)
    listed = page(client, people.paula)
    assert f"/sent/{one.pk}/" in listed
    assert "Anna" in listed
    assert people.anna.email not in listed
    whole = page(client, people.paula, f"/sent/{one.pk}/")
    for said in (people.anna.email, "A secret word", "Sent", one.message_id.strip("<>")):
        assert said in whole
    assert "/mails/stop/" not in whole


def test_what_concerns_other_programs_is_not_there(client, people, claim):
    other = staff("Mo", ProgramFactory(), "MANAGER")
    one = gone(people, claim)
    assert f"/sent/{one.pk}/" not in page(client, other)
    for path in (f"/sent/{one.pk}/", "/sent/0/", "/sent/99999999999/"):
        assert client.get(path).status_code == 404
    assert again(client, other, one).status_code == 404


def test_of_a_draft_no_manager_reads_anything(client, people):
    draft = claims.draft(people)
    one = message(people, draft)
    assert f"/sent/{one.pk}/" not in page(client, people.paula)
    assert f"/sent/{one.pk}/" in page(client, people.axel)


def test_what_colleagues_tell_each_other_is_theirs(client, people, claim):
    one = message(people, claim, kind="document_asked")
    assert "A secret word" not in page(client, people.paula, f"/sent/{one.pk}/")
    about = message(people, people.partner, kind="payee_withdrawn")
    assert "between the people of the partner" in page(client, people.paula, f"/sent/{about.pk}/")


def test_the_link_of_somebody_without_an_account_is_theirs_alone(client, people, claim):
    one = message(people, claim)
    Message.objects.filter(pk=one.pk).update(to=None, name="Kim", zone="Europe/Berlin", state="FAILED")
    for who in (people.paula, people.axel):
        whole = page(client, who, f"/sent/{one.pk}/")
        assert "Kim" in whole
        assert "A secret word" not in whole
    assert again(client, people.paula, one).status_code == 409
    assert client.post(f"/sent/{one.pk}/try/").status_code == 302
    assert "Kim" in page(client, people.paula)


@pytest.mark.parametrize("who", ["anna", "rita", "arno", "pia"])
def test_others_have_nothing_here(client, people, claim, who):
    one = gone(people, claim)
    client.force_login(getattr(people, who))
    for path in ("/sent/", f"/sent/{one.pk}/"):
        assert client.get(path).status_code == 404
    assert again(client, getattr(people, who), one).status_code == 404


def test_an_auditor_reads_and_changes_nothing(client, people, claim):
    one = gone(people, claim)
    assert "Send again" not in page(client, people.axel, f"/sent/{one.pk}/")
    assert again(client, people.axel, one).status_code == 403
    assert client.post(f"/sent/{one.pk}/try/").status_code == 403


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("search=anna@exa", True),
        ("search=ANNA@example.com", True),
        ("search=ann", True),
        ("search=nobody@example.com", False),
        ("search=ben", False),
        ("search=%25", False),
        ("search=%00", False),
        ("kind=message_written", True),
        ("kind=claim_decided", False),
        ("kind=nonsense", False),
        ("state=SENT", True),
        ("state=FAILED", False),
        ("older=nonsense", True),
        ("search=COOP-2026-999999", False),
    ],
)
def test_it_is_searched_and_filtered(client, people, claim, query, found):
    one = gone(people, claim)
    assert (f"/sent/{one.pk}/" in page(client, people.paula, f"/sent/?{query}")) is found


def test_the_number_of_a_claim_finds_its_mails(client, people, claim):
    one = message(people, claim)
    assert f"/sent/{one.pk}/" in page(client, people.paula, f"/sent/?search={claim.number.lower()}")


def test_a_sent_mail_goes_again_as_a_new_one_and_it_is_written_down(client, people, claim):
    one = gone(people, claim)
    again(client, people.paula, one)
    later = Message.objects.get(pk=one.pk)
    assert (later.state, later.sent_at) == ("QUEUED", None)
    assert later.message_id != one.message_id
    deliver(one.pk, clock.now())
    assert len(mail.outbox) == 2
    (event,) = Event.objects.about(one)
    assert (event.code, event.actor, event.params["state"]) == ("message.sent_again", people.paula, "SENT")
    assert event.params["message_id"] == one.message_id
    assert "by Paula" in page(client, people.paula, f"/sent/{one.pk}/")


@pytest.mark.parametrize("state", ["FAILED", "UNCERTAIN", "WITHHELD"])
def test_what_may_have_arrived_goes_again_as_the_same(client, people, claim, state):
    one = message(people, claim, state=state, tries=3, error="554 Spam")
    again(client, people.paula, one)
    later = Message.objects.get(pk=one.pk)
    assert (later.state, later.message_id, later.tries, later.error) == ("QUEUED", one.message_id, 0, "")


def test_it_goes_to_the_address_the_person_has_today(client, people, claim):
    one = message(people, claim, state="FAILED")
    people.anna.email = "anna.new@example.com"
    people.anna.save()
    again(client, people.paula, one)
    assert Message.objects.get(pk=one.pk).address == "anna.new@example.com"


def refused(client, people, one: Message, sentence: str) -> None:
    assert sentence in page(client, people.paula, f"/sent/{one.pk}/")
    assert again(client, people.paula, one).status_code == 409
    assert Message.objects.get(pk=one.pk).state == one.state
    assert not Event.objects.about(one).exists()


def test_what_waits_is_not_sent_twice(client, people, claim):
    refused(client, people, message(people, claim), "It waits to be sent already.")


def test_what_is_over_is_not_sent_again(client, people, claim):
    past = clock.now() - timedelta(hours=1)
    over = message(people, claim, state="FAILED", due_at=past, void_at=past + timedelta(minutes=1))
    refused(client, people, over, "not true any more")


def test_who_wants_none_gets_none(client, people, claim):
    one = message(people, claim, state="FAILED")
    turn_off(people.anna, one.kind, clock.now())
    refused(client, people, one, "wants no mails of this kind")


def test_an_address_is_tried_again_first(client, people, claim):
    one = message(people, claim, kind="claim_decided", state="FAILED", error="550 No such person")
    Message.objects.filter(pk=one.pk).update(kind="message_written")
    Unreachable.objects.create(address=people.anna.email, since=clock.now(), answer="550 No such person")
    one.refresh_from_db()
    refused(client, people, one, "refuses this address")
    assert client.post(f"/sent/{one.pk}/try/").status_code == 302
    assert not Unreachable.objects.exists()
    assert Message.objects.get(pk=one.pk).state == "QUEUED"
    assert Event.objects.about(people.anna).get().actor == people.paula


def test_to_read_all_is_not_to_manage_all(client, people, claim):
    both = staff("Bo", ProgramFactory(), "MANAGER")
    ProgramRoleFactory(user=both, program=None, role="AUDITOR")
    one = gone(people, claim)
    assert "Send again" not in page(client, both, f"/sent/{one.pk}/")
    assert again(client, both, one).status_code == 403


def test_many_are_listed_by_as_many_queries(client, people, claim, django_assert_max_num_queries):
    for number in range(30):
        message(people, claim, key=str(number))
    client.force_login(people.paula)
    with django_assert_max_num_queries(16):
        first = client.get("/sent/").content.decode()
    assert "older=" in first
