"""What comes back, every address × every person: payments, statements, money that has to come back."""

from decimal import Decimal

import pytest
from django.test import Client
from django.urls import reverse

from lifecycle import clock
from payments.actions import recovering, settling, statements
from payments.tasks import read_statement
from payments.urls.back import urlpatterns
from tests.factories import payments as made
from tests.payments.files import Line, camt

PEOPLE = ("nobody", "anna", "ben", "stranger", "rita", "arno", "pia", "pavel", "paula", "axel")

#: A sent payment, a statement with an entry that matched nothing, and a recovery that was announced.
SENT = {
    "statements": "302 404 404 404 404 404 200 200 404 200",
    "statement_template": "302 404 404 404 404 404 200 200 404 200",
    "statement": "302 404 404 404 404 404 200 200 404 200",
    "statement_entry": "302 404 404 404 404 404 200 200 404 403",
    "recoveries": "302 404 404 404 404 404 200 200 200 200",
    "recovery_new": "302 403 403 404 403 403 200 200 200 403",
    "recovery": "302 200 200 404 404 404 200 200 200 200",
    "recovery_announce": "405 405 405 405 405 405 405 405 405 405",
    "recovery_repaid": "302 403 403 404 404 404 200 200 403 403",
    "recovery_waive": "302 403 403 404 404 404 200 200 200 403",
    "recovery_agree": "405 405 405 405 405 405 405 405 405 405",
    "payment": "302 200 200 404 404 404 200 200 200 200",
    "payment_file": "302 200 200 404 404 404 200 200 200 200",
    "payment_failed": "302 403 403 404 404 404 200 200 403 403",
    "payment_unknown": "302 403 403 404 404 404 200 200 403 403",
    "payment_outcome": "302 403 403 404 404 404 409 409 403 403",
    "payment_agree": "405 405 405 405 405 405 405 405 405 405",
    "payment_clear": "302 403 403 404 404 404 409 409 403 403",
}
#: The same before: the payment in its batch, the recovery not announced. The partner sees neither.
PREPARED = {
    "recovery": "302 404 404 404 404 404 200 200 200 200",
    "payment": "302 404 404 404 404 404 200 200 200 200",
    "payment_file": "302 404 404 404 404 404 200 200 200 200",
    "payment_failed": "302 404 404 404 404 404 409 409 403 403",
}
FAILED = {"payment_clear": "302 403 403 404 404 404 200 200 403 403"}
UNKNOWN = {"payment_outcome": "302 403 403 404 404 404 200 200 403 403"}


def test_every_address_is_in_the_table():
    assert sorted(one.name for one in urlpatterns) == sorted(SENT)


@pytest.fixture
def paid(people):
    """A claim that was paid, so that money may come back."""
    payment = made.sent(people, 900, title="Earlier")
    with settling.held(payment.pk) as one:
        one.require("confirm", None)
        settling.paid(one, clock.now().date(), "NTRF1")
    return payment


def world(people, paid, situation):
    claim = paid.items.get().claim
    owed = recovering.open_recovery(claim.pk, Decimal(100), "Paid twice.", user=people.paula)
    made.payable(people, 1200)
    (batch,) = made.batches(people)
    payment = batch.payments.get()
    if situation != "prepared":
        made.mark_sent(people, batch)
        recovering.announce(owed.pk, user=people.pia)
    if situation == "failed":
        settling.note_failure(payment.pk, "Account closed.", user=people.pia)
    if situation == "unknown":
        settling.lose_track(payment.pk, "Time-out.", user=people.pia)
    statement = statements.receive(camt(Line("1.00", "X-1")), "statement.xml", "en", user=people.pia)
    read_statement.body(at=clock.now(), statement=statement.pk)
    by_name = {
        "payment": {"public_id": payment.public_id},
        "recovery": {"public_id": owed.public_id},
        "statement": {"public_id": statement.public_id},
    }
    return by_name | {
        "payment_file": {"public_id": payment.public_id, "extension": "csv"},
        "recovery_new": {"public_id": claim.public_id},
        "statement_entry": {"public_id": statement.public_id, "position": 1},
        "statement_template": {},
    }


@pytest.mark.parametrize(
    ("situation", "table"),
    [("sent", SENT), ("prepared", PREPARED), ("failed", FAILED), ("unknown", UNKNOWN)],
    ids=["sent", "prepared", "failed", "unknown"],
)
def test_everybody_gets_what_the_table_says(people, paid, situation, table):
    values = world(people, paid, situation)
    found = {}
    for name in table:
        facts = values.get(name, values.get(name.split("_")[0], {}))
        url = reverse(name, kwargs=facts)
        found[name] = " ".join(str(_client(people, one).get(url).status_code) for one in PEOPLE)
    assert found == table


def _client(people, name):
    client = Client()
    if name != "nobody":
        client.force_login(getattr(people, name))
    return client
