"""The partner's pages of associations."""

import pytest
from django.test import Client
from django.urls import reverse

from associations.actions import reviewing
from associations.enums import RejectReason
from associations.models import Association
from lifecycle import clock
from programs.rules import local_day
from tests.factories import associations as make


@pytest.fixture
def anna(people) -> Client:
    make.open_program(people.program)
    client = Client()
    client.force_login(people.anna)
    return client


FIRST_STEP = {
    "engagement": "USAGE_MODERN_WORK",
    "customer_name": "Hafenlogistik Petersen KG",
    "tenant_id": "{0B7C2F4E9D3A4C1E8F5B2A6D7E8F9012}",
    "domain": "https://www.Petersen.example/contact",
    "country": "DE",
}


def page(client: Client, name: str, association: Association | None = None, **query: str):
    return client.get(reverse(name, args=[association.public_id] if association else []), query)


def send(client: Client, name: str, association: Association, **fields: object):
    return client.post(reverse(name, args=[association.public_id]), fields)


def test_from_the_first_step_to_the_confirmation(anna, people):
    response = anna.post(reverse("association_new"), FIRST_STEP | {"program": people.program.pk})
    draft = Association.objects.get()
    assert response.url == reverse("association_items", args=[draft.public_id])
    assert (draft.tenant_id, draft.domain) == (make.TENANT, "petersen.example")
    send(anna, "association_items", draft, workloads=["teams"], pasted="Exchange Online\nintune")
    assert draft.codes == ["exchange", "intune", "teams"]
    contacts = {name: value for name, value in make.fields().items() if name.startswith(("contact", "own"))}
    send(anna, "association_contacts", draft, **contacts)
    today = local_day(clock.now(), people.program.zone)
    proof = {"signed_by": "Karin", "signed_on": today, "work": "Teams.", "work_from": today}
    send(anna, "association_proof", draft, **proof)
    make.prove(draft, people.anna)
    assert "Ready to submit" in page(anna, "association", draft).content.decode()
    check = page(anna, "association_check", draft)
    assert "Submit the association with Hafenlogistik Petersen KG" in check.content.decode()
    refused = send(anna, "association_check", draft, true="on")
    assert "Accept all statements" in refused.content.decode()
    done = send(anna, "association_check", draft, true="on", agreed="on", kept="on")
    assert done.url == reverse("association_submitted", args=[draft.public_id])
    assert "CPOR-" in anna.get(done.url).content.decode()


@pytest.mark.parametrize(
    ("field", "typed", "words"),
    [
        ("tenant_id", "12345", "This is no tenant id."),
        ("tenant_id", "00000000-0000-0000-0000-000000000000", "This is no tenant id."),
        ("domain", "not a domain", "This is no domain."),
        ("customer_name", "", "This field is required."),
    ],
)
def test_what_cannot_be_read_is_said_at_the_field_and_stays(anna, people, field, typed, words):
    response = anna.post(
        reverse("association_new"), FIRST_STEP | {"program": people.program.pk, field: typed}
    )
    text = response.content.decode()
    assert words in text
    assert "Hafenlogistik Petersen KG" in text or field == "customer_name"
    assert not Association.objects.exists()


def test_a_tenant_and_a_domain_of_two_customers_are_told_at_once(anna, people):
    make.approved(people)
    other = FIRST_STEP | {"program": people.program.pk, "tenant_id": "11111111-2222-3333-4444-555555555555"}
    response = anna.post(reverse("association_new"), other)
    assert "do not belong to the same customer" in response.content.decode()


def test_500_pasted_workloads_end_in_words(anna, people):
    draft = make.draft(people)
    response = send(anna, "association_items", draft, pasted="\n".join(f"workload {n}" for n in range(500)))
    assert "We do not know these workloads: “workload 0”" in response.content.decode()
    assert "(+495)" in response.content.decode()
    subscriptions = make.draft(people, engagement="USAGE_BUSINESS", role="USAGE")
    many = "\n".join(f"{n:032x}" for n in range(1, 501))
    response = send(anna, "association_items", subscriptions, pasted=many)
    assert "These are 500. Name no more than 100" in response.content.decode()


def test_an_earlier_customer_fills_the_form(anna, people):
    earlier = make.approved(people)
    text = page(anna, "association_new", customer=earlier.public_id).content.decode()
    assert 'value="Hafenlogistik Petersen KG"' in text
    assert str(make.TENANT) in text
    assert "Stranger" not in page(anna, "association_new", customer="guessed").content.decode()


def test_the_home_says_how_it_stands_and_what_may_be_done(anna, people):
    asked = make.asked(people)
    text = page(anna, "association", asked).content.decode()
    assert "We need something from you" in text
    assert "Show the signature." in text
    response = send(anna, "association_answer", asked, answer_with="send", answer="Here.", signed_by="Karin")
    assert response.status_code == 302
    asked.refresh_from_db()
    assert asked.state == "SUBMITTED"


def test_dispute_and_end(anna, people):
    taken = make.under_review(people)
    reviewing.reject(taken.pk, RejectReason.INSUFFICIENT_PROOF, "No dates.", user=people.rita)
    assert "No dates." in page(anna, "association", taken).content.decode()
    assert "Say why the decision is wrong." in send(anna, "association_dispute", taken).content.decode()
    send(anna, "association_dispute", taken, statement="Page 2.")
    taken.refresh_from_db()
    assert taken.state == "DISPUTED"
    approved = make.approved(people, "intune")
    send(anna, "association_end", approved, why="NOT_OURS", words="They left.")
    approved.refresh_from_db()
    assert approved.ended_at


def test_the_list_is_filtered_and_ordered(anna, people):
    make.approved(people)
    make.draft(people, "intune", customer_name="Werft Nord AG", domain="werft.example")
    text = page(anna, "associations").content.decode()
    assert "Werft Nord AG" in text
    assert "Hafenlogistik" in text
    assert "Werft" not in page(anna, "associations", state="APPROVED").content.decode()
    assert "Hafenlogistik" not in page(anna, "associations", text="werft").content.decode()
    assert "Werft" not in page(anna, "associations", sort="approved_at").content.decode()


def test_the_list_asks_the_same_for_many(anna, people, django_assert_max_num_queries):
    for _n in range(3):
        make.draft(people)
    with django_assert_max_num_queries(20) as few:
        page(anna, "associations")
    for _n in range(5):
        make.draft(people)
    with django_assert_max_num_queries(len(few)):
        page(anna, "associations")


def test_a_stranger_finds_nothing_and_a_role_without_the_right_is_told(people):
    sent, stranger, ben = make.submitted(people), Client(), Client()
    stranger.force_login(people.stranger)
    assert page(stranger, "association", sent).status_code == 404
    ben.force_login(people.ben)
    assert page(ben, "association_withdraw", sent).status_code == 403


def test_two_people_on_one_step_see_each_other_and_lose_nothing(anna, people):
    draft = make.draft(people)
    seen = draft.edition
    other = FIRST_STEP | {"customer_name": "Petersen KG", "edition": seen}
    assert send(anna, "association_customer", draft, **other).status_code == 302
    mine = FIRST_STEP | {"customer_name": "Hafenlogistik Petersen", "edition": seen}
    refused = send(anna, "association_customer", draft, **mine)
    text = refused.content.decode()
    assert refused.status_code == 409
    assert "Somebody else changed this draft meanwhile" in text
    assert 'value="Hafenlogistik Petersen"' in text
    assert Association.objects.get().customer_name == "Petersen KG"
    again = mine | {"edition": Association.objects.get().edition}
    assert f'name="edition" value="{again["edition"]}"' in text
    assert send(anna, "association_customer", draft, **again).status_code == 302
    assert Association.objects.get().customer_name == "Hafenlogistik Petersen"
