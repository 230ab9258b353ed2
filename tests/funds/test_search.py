"""The funds of one's programs, for people of the vendor."""

from datetime import timedelta

import pytest
from django.urls import reverse

from programs.enums import VendorRole
from tests.factories.accounts import MembershipFactory, PartnerFactory, UserFactory
from tests.factories.funds import following, funded
from tests.factories.programs import ExtensionFactory, ProgramRoleFactory, UsagePeriodFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def period():
    return UsagePeriodFactory()


@pytest.fixture
def kiel(period):
    return funded(
        111, period=period, partner=PartnerFactory(legal_name="Nordlicht", city="Kiel", number="N-17")
    )


@pytest.fixture
def leeds(period):
    partner = PartnerFactory(legal_name="Brightwater", city="Leeds", number="B-9")
    return funded(222, period=following(period, -1), partner=partner)


def reader(fund, role=VendorRole.MANAGER):
    return ProgramRoleFactory(user=UserFactory(), program=fund.program, role=role).user


def found(client, person, **query) -> list[str]:
    client.force_login(person)
    response = client.get(reverse("fund_search"), query)
    assert response.status_code == 200
    return [row.fund.partner.city for row in response.context["rows"]]


@pytest.mark.parametrize("role", VendorRole)
def test_each_role_of_the_vendor_finds_the_funds_of_its_programs(client, kiel, leeds, role):
    funded(333)
    assert found(client, reader(kiel, role)) == ["Kiel", "Leeds"]


@pytest.mark.parametrize(
    ("typed", "cities"),
    [
        ("nordl", ["Kiel"]),
        ("b-9", ["Leeds"]),
        ("water leeds", ["Leeds"]),
        ("nordlicht leeds", []),
        ("  ", ["Kiel", "Leeds"]),
    ],
)
def test_by_words_of_name_city_and_number(client, kiel, leeds, typed, cities):
    assert found(client, reader(kiel), search=typed) == cities


def test_by_program_and_period(client, kiel, leeds):
    paula = reader(kiel)
    other = funded(333)
    ProgramRoleFactory(user=paula, program=other.program)
    assert len(found(client, paula)) == 3
    assert found(client, paula, program=kiel.program.code) == ["Kiel", "Leeds"]
    assert found(client, paula, period=leeds.period_id) == ["Leeds"]
    assert len(found(client, paula, period="x", program="SECRET")) == 3


def test_pages_lead_on_and_back(client, period, kiel):
    for number in range(30):
        funded(5, period=period, partner=PartnerFactory(city=f"City {number}"))
    paula = reader(kiel)
    client.force_login(paula)
    first = client.get(reverse("fund_search")).context["page"]
    second = client.get(reverse("fund_search") + first.older).context["page"]
    assert (len(first.rows), len(second.rows)) == (25, 6)
    assert client.get(reverse("fund_search") + second.newer).context["page"].rows == first.rows
    assert not set(first.rows) & set(second.rows)


def test_partners_have_a_list_of_their_own(client, kiel):
    client.force_login(MembershipFactory(partner=kiel.partner).user)
    assert client.get(reverse("fund_search")).status_code == 404


def test_nothing_found_says_what_to_do(client, kiel):
    client.force_login(reader(kiel))
    text = client.get(reverse("fund_search"), {"search": "nobody"}).content.decode()
    assert "No fund found" in text


def test_the_deadline_is_the_locations_own(client, kiel):
    later = kiel.period.deadline + timedelta(days=9)
    ExtensionFactory(period=kiel.period, partner=kiel.partner, deadline=later, granted_by=UserFactory())
    client.force_login(reader(kiel))
    response = client.get(reverse("fund_search"))
    assert response.context["rows"][0].deadline == later
    assert "submit by 23 February 2027" in response.content.decode()
