"""Every address of associations × every person, against the table in rights.py. One that is not in it fails."""

import pytest
from django.test import Client
from django.urls import reverse

from associations.links import secret_of
from documents.actions import settle
from lifecycle import clock
from tests.associations.rights import PEOPLE, RIGHTS
from tests.factories import associations as make
from tests.factories.documents import CLEAN, received
from tests.repository.addresses import addresses, draw

OURS = {one.name: one for one in addresses() if one.view.startswith("associations.")}


def test_every_address_is_in_the_table():
    assert sorted(OURS) == sorted(RIGHTS["draft"])


@pytest.mark.parametrize("situation", RIGHTS)
def test_everybody_gets_what_the_table_says(people, situation):
    made = getattr(make, situation)(people)
    proof = made.proofs.get()
    proof.document = settle(received(partner=made.partner, user=people.anna), CLEAN, clock.now())
    proof.save()
    draw(proof.document)
    link = made.links.filter(replaced_at=None).first()
    values = {
        "public_id": made.public_id,
        "proof": proof.public_id,
        "extension": "docx",
        "number": 1,
        "document": proof.document.public_id,
        "secret": secret_of(link.public_id) if link else "none",
    }
    found = {}
    for name in RIGHTS[situation]:
        url = reverse(name, kwargs={one: values[one] for one in OURS[name].takes})
        found[name] = " ".join(str(_client(people, one).get(url).status_code) for one in PEOPLE)
    assert found == RIGHTS[situation]


def _client(people, name: str) -> Client:
    client = Client()
    if name != "nobody":
        client.force_login(getattr(people, name))
    return client
