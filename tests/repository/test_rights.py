"""Every address × every person, against the table in rights.py. An address that is not in it fails."""

import pytest
from django.contrib import admin
from django.test import Client
from django.urls import reverse

from tests.factories.people import everybody, person
from tests.repository.addresses import World, addresses, world
from tests.repository.rights import PEOPLE, RIGHTS

#: Addresses of other packages lie under these alone, each with its rule.
FOREIGN = {
    "accounts/": "django-allauth: tested there; what of it our people reach is in tests/accounts",
    "admin/": "Django's admin: staff alone, see below",
}
#: These have tables of their own, in their rooms' tests.
ELSEWHERE = (
    "associations.",
    "payments.",
    "funds.views.earnings",
    "funds.views.importing",
    "funds.views.closing",
)
OURS = {
    address.name: address
    for address in addresses()
    if address.is_ours and not address.view.startswith(ELSEWHERE)
}
CASES = [(situation, name) for situation, rows in RIGHTS.items() for name in rows]


def client_of(world: World, name: str) -> Client:
    client = Client()
    if name != "nobody":
        client.force_login(getattr(world.people, name))
    return client


def test_every_address_is_in_the_table():
    assert sorted(OURS) == sorted(RIGHTS["draft"])


def test_every_address_of_ours_has_a_name():
    assert [address.path for address in addresses() if address.is_ours and not address.name] == []


def test_addresses_of_others_lie_where_their_rule_is():
    others = {address.path for address in addresses() if not address.is_ours}
    assert [path for path in others if not path.startswith(tuple(FOREIGN))] == []
    assert all(any(path.startswith(prefix) for path in others) for prefix in FOREIGN)


@pytest.mark.django_db
@pytest.mark.usefixtures("undrawn")
@pytest.mark.parametrize("situation", RIGHTS)
def test_everybody_gets_what_the_table_says(situation):
    here = world(situation)
    clients = {name: client_of(here, name) for name in PEOPLE}
    found = {
        name: " ".join(str(clients[one].get(here.url(OURS[name])).status_code) for one in PEOPLE)
        for name in RIGHTS[situation]
    }
    assert found == RIGHTS[situation]


@pytest.mark.django_db
def test_signed_out_people_are_led_to_sign_in_and_back():
    here = world("draft")
    elsewhere = {
        name: answer.url
        for name in RIGHTS["draft"]
        if (answer := Client().get(here.url(OURS[name]))).status_code == 302
        and not answer.url.startswith(f"{reverse('account_login')}?next=/")
    }
    # The demo's clock is anybody's; asked for by hand, its moving part leads to the page it belongs to.
    assert elsewhere == {"demo_clock_way": reverse("demo_clock")}


@pytest.mark.django_db
@pytest.mark.parametrize("name", [one for one in PEOPLE if one != "nobody"])
def test_the_admin_is_for_its_staff_alone(name):
    client = Client()
    client.force_login(getattr(everybody(), name))
    pages = [reverse("admin:index")] + [
        reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_changelist")
        for model in admin.site._registry
    ]
    answers = [client.get(page) for page in pages]
    assert {answer.status_code for answer in answers} == {302}
    assert all(answer.url.startswith(reverse("admin:login")) for answer in answers)


@pytest.mark.django_db
def test_the_admin_opens_for_its_staff():
    client = Client()
    client.force_login(person("Root", is_staff=True, is_superuser=True))
    assert client.get(reverse("admin:index")).status_code == 200
