"""Pages of payers and partners: what they say, what is found, and that no number of claims makes them ask more."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from claims.enums import PaymentState
from payments.enums import BatchState
from payments.models import Batch, Payment
from tests.factories.claims import decided
from tests.factories.payments import batches, payable, planned, prepared, sent

pytestmark = pytest.mark.django_db


def client_of(user) -> Client:
    client = Client()
    client.force_login(user)
    return client


def words(answer) -> str:
    return " ".join(answer.content.decode().replace("\xa0", " ").split())


def queries(client: Client, *paths: str) -> list[int]:
    counted = []
    for path in paths:
        client.get(path)
        with CaptureQueriesContext(
            connection,
        ) as asked:
            assert client.get(path).status_code == 200
        counted.append(len(asked))
    return counted


def test_lists_ask_as_much_for_many_as_for_few(people):
    pia, anna = client_of(people.pia), client_of(people.anna)
    staff = (
        "/",
        reverse("payments"),
        reverse("waiting_payments"),
        reverse("batch_new", args=[people.program.code]),
    )
    partner = ("/", reverse("own_payments"))
    payable(people)
    few = (queries(pia, *staff), queries(anna, *partner))
    for _again in range(3):
        payable(people)
    assert (queries(pia, *staff), queries(anna, *partner)) == few


def test_a_payer_makes_exactly_what_was_shown(people):
    claim, page = payable(people), reverse("batch_new", args=[people.program.code])
    client = client_of(people.pia)
    shown = words(client.get(page))
    assert "Make the batch: 1,200.00 EUR" in shown
    seen = planned(people.program, people.pia).seen
    day = client.get(page).context["form"].data["execute_on"]
    answer = client.post(page, {"execute_on": day, "seen": "other"})
    assert answer.status_code == 409
    assert "changed since you looked" in words(answer)
    assert client.post(page, {"execute_on": "2027-12-25", "seen": seen}).status_code == 409
    assert client.post(page, {"execute_on": day, "seen": seen}).status_code == 302
    # Pressed twice.
    assert client.post(page, {"execute_on": day, "seen": seen}).status_code == 409
    assert Batch.objects.get().payments.get().items.get().claim == claim


def test_withdrawn_on_its_page(people):
    batch = prepared(people).batch
    client, page = client_of(people.pia), reverse("batch_withdraw", args=[batch.public_id])
    assert client.post(page, {"reason": ""}).status_code == 200
    assert client.post(page, {"reason": "Wrong day"}).status_code == 302
    batch.refresh_from_db()
    assert batch.state == BatchState.WITHDRAWN
    assert "Wrong day" in words(client.get(reverse("batch", args=[batch.public_id])))


def test_batches_and_claims_are_found(people):
    payment = sent(people)
    held, client = payable(people, 700), client_of(people.axel)
    for text in (payment.reference, payment.batch.number, payment.items.get().claim.number, "nordlicht"):
        assert payment.batch.number in words(client.get(reverse("payments"), {"q": text}))
    assert payment.batch.number not in words(client.get(reverse("payments"), {"q": "nobody"}))
    waiting = reverse("waiting_payments")
    assert held.number in words(client.get(waiting, {"state": PaymentState.READY}))
    assert held.number not in words(client.get(waiting, {"state": PaymentState.ON_HOLD}))
    assert held.number in words(client.get(waiting, {"q": held.number, "state": "no such state"}))


def test_a_partner_reads_what_holds_it_up_and_what_mends_it(people):
    decided(people)
    own = reverse("own_payments")
    shown = words(client_of(people.anna).get(own))
    assert "Nobody has said yet to which account" in shown
    assert "Look at the payee profile" in shown
    assert "An incentives admin of your company does that." in words(client_of(people.ben).get(own))
    assert "Nobody has said yet to which account" in words(client_of(people.anna).get("/"))


def test_nobody_reads_an_account_where_it_does_not_belong(people):
    payment = sent(people)
    pages = {
        people.ben: (reverse("own_payments"),),
        people.axel: (reverse("payments"), reverse("batch", args=[payment.batch.public_id])),
    }
    for user, paths in pages.items():
        for path in paths:
            shown = words(client_of(user).get(path))
            assert payment.reference in shown or payment.batch.number in shown
            assert "3000" not in shown.replace("3,000", "")


def test_small_sums_say_what_is_missing(people):
    payable(people, 120)
    shown = words(client_of(people.anna).get(reverse("own_payments")))
    assert "We pay once 200.00 EUR have gathered; 80.00 EUR are missing." in shown
    out = words(client_of(people.pia).get(reverse("batch_new", args=[people.program.code])))
    assert "80.00 EUR are missing to the program's minimum" in out.replace("&#x27;", "'")


def test_what_left_the_house_is_not_in_a_second_batch(people):
    sent(people)
    payable(people, 900)
    (batch,) = batches(people)
    assert [one.amount for one in Payment.objects.filter(batch=batch)] == [900]


def test_the_hub_leads_to_the_terms(people):
    shown = words(client_of(people.paula).get(reverse("managing")))
    assert reverse("invoice_terms", args=[people.program.code]) in shown
