"""Payee profiles on the vendor's side: payers see them in full and are noted, auditors masked, others not at all."""

import pytest
from django.test import Client
from django.urls import reverse

from accounts.enums import PartnerRole
from history.models import AccessRecord
from programs.enums import EnrollmentState, VendorRole
from programs.models import Enrollment
from tests.factories.accounts import MembershipFactory, PartnerFactory
from tests.factories.payees import ELSEWHERE, proposed
from tests.factories.people import everybody, staff
from tests.factories.programs import EnrollmentFactory, ProgramFactory

pytestmark = pytest.mark.django_db
GROUPED = "DE89 3704 0044 0532 0130 00"


@pytest.fixture
def team():
    people = everybody()
    proposed(people.partner, people.anna, days_ago=10)
    proposed(people.partner, people.anna, ELSEWHERE)
    return people


def as_person(person):
    client = Client()
    client.force_login(person)
    return client


def page(person, name, *args):
    answer = as_person(person).get(reverse(name, args=args))
    return answer.status_code, " ".join(answer.content.decode().split())


def test_a_payer_sees_all_of_it_and_is_noted(team):
    status, words = page(team.pia, "payee_of", team.partner.public_id)
    assert status == 200
    assert GROUPED in words
    assert "DE02 1203 0000 0000 2020 51" in words
    assert "Berlin time" in words
    look = AccessRecord.objects.get()
    assert (look.actor, look.subject_kind, look.subject_id) == (team.pia, "partner", team.partner.pk)


def test_an_auditor_sees_it_masked(team):
    status, words = page(team.axel, "payee_of", team.partner.public_id)
    assert status == 200
    assert "Account in Germany ending in 3000" in words
    for secret in (GROUPED, GROUPED.replace(" ", ""), "DE136695976", "0532"):
        assert secret not in words
    assert not AccessRecord.objects.exists()


@pytest.mark.parametrize("name", ["ben", "stranger", "rita", "arno", "paula", "anna"])
def test_nobody_else_sees_it(team, name):
    person = getattr(team, name)
    assert page(person, "payees")[0] == 404
    assert page(person, "payee_of", team.partner.public_id)[0] == 404
    assert "Payee profiles" not in page(person, "home")[1]


def test_a_payer_of_another_program_does_not_see_it(team):
    other = staff("Piet", ProgramFactory(), VendorRole.PAYER)
    assert page(other, "payee_of", team.partner.public_id)[0] == 404
    status, words = page(other, "payees")
    assert status == 200
    assert team.partner.legal_name not in words


def test_who_is_merely_invited_is_not_seen(team):
    Enrollment.objects.filter(partner=team.partner).update(state=EnrollmentState.INVITED)
    assert page(team.pia, "payee_of", team.partner.public_id)[0] == 404


def test_the_list_is_masked(team):
    for person in (team.pia, team.axel):
        status, words = page(person, "payees")
        assert status == 200
        assert "Account in Germany ending in 3000, paid in EUR" in words
        assert "waits until" in words
        assert "No account in force" in words  # the stranger's company
        assert "0532" not in words
    assert not AccessRecord.objects.exists()


@pytest.mark.parametrize("search", ["NUMBER", "nordlicht", " Nordlicht "])
def test_the_list_is_searched_by_name_or_number(team, search):
    wanted = search.replace("NUMBER", team.partner.number)
    rows = as_person(team.pia).get(reverse("payees"), {"search": wanted}).context["rows"]
    assert [row.partner for row in rows] == [team.partner]


def test_what_nobody_is_called_finds_nobody(team):
    assert as_person(team.pia).get(reverse("payees"), {"search": "%"}).context["rows"] == []


@pytest.mark.parametrize("search", ["x" * 10_000, "a\0b"])
def test_what_cannot_be_a_name_is_said(team, search):
    answer = as_person(team.pia).get(reverse("payees"), {"search": search})
    assert answer.status_code == 200
    assert answer.context["filter"].errors


def test_the_list_asks_as_often_for_many_as_for_one(team, django_assert_max_num_queries):
    client = as_person(team.pia)
    client.get(reverse("payees"))
    for _one in range(5):
        partner = PartnerFactory()
        EnrollmentFactory(program=team.program, partner=partner)
        admin = MembershipFactory(partner=partner, role=PartnerRole.ADMIN).user
        proposed(partner, admin)
    with django_assert_max_num_queries(9):
        client.get(reverse("payees"))


def test_a_lost_key_is_said_to_the_payer(team, settings):
    settings.PAYEE_KEYS = ["bm9ib2R5LXdpbGwtZXZlci1yZWFkLXRoaXMtYWdhaW4="]
    status, words = page(team.pia, "payee_of", team.partner.public_id)
    assert status == 200
    assert "The bank data cannot be read" in words
