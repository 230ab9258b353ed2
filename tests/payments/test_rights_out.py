"""Every address of payments that go out × every person, against rights_out.py. One that is not in it fails."""

from decimal import Decimal

import pytest
from django.test import Client
from django.urls import reverse

from documents.actions import settle
from lifecycle import clock
from payments.enums import InvoiceRule
from payments.models import InvoiceTerms
from payments.urls import out
from payments.urls.terms import urlpatterns as terms
from tests.factories import payments as make
from tests.factories.documents import CLEAN, received
from tests.payments.rights_out import PEOPLE, RIGHTS
from tests.repository.addresses import addresses

NAMES = {one.name for one in (*out, *terms)}
OURS = {one.name: one for one in addresses() if one.name in NAMES}


def test_every_address_is_in_the_table():
    assert sorted(OURS) == sorted(RIGHTS["prepared"])


@pytest.mark.parametrize("situation", RIGHTS)
def test_everybody_gets_what_the_table_says(people, situation, monkeypatch):
    monkeypatch.setattr("payments.views.invoices.draw", lambda *_: b"%PDF-")
    rule = {"rule": InvoiceRule.SELF_BILLING, "tax_rate": Decimal("0.19")}
    InvoiceTerms.objects.create(program=people.program, country="DE", **rule)
    payment = getattr(make, situation)(people)
    claim = payment.items.get().claim
    file = settle(received(partner=people.partner, user=people.anna), CLEAN, clock.now())
    invoice = make.tax_invoice(claim, people, document=file)
    values = {"program": people.program.code, "country": "DE", "kind": "csv"}
    ids = {
        "batch": payment.batch,
        "tax_invoice": claim,
        "tax_invoice_judge": invoice,
        "tax_invoice_file": invoice,
        "self_billed": payment,
    }
    found = {}
    for name in RIGHTS[situation]:
        one = ids.get(name, payment.batch)
        taken = {key: values.get(key, one.public_id) for key in OURS[name].takes}
        clients = [_client(people, person) for person in PEOPLE]
        found[name] = " ".join(str(each.get(reverse(name, kwargs=taken)).status_code) for each in clients)
    assert found == RIGHTS[situation]


def _client(people, name: str) -> Client:
    client = Client()
    if name != "nobody":
        client.force_login(getattr(people, name))
    return client
