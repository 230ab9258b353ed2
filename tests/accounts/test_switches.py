"""Language and location: chosen once, kept; and never somebody else's."""

import pytest

from accounts.enums import PartnerRole
from tests.factories.accounts import MembershipFactory, PartnerFactory


def language_of(client, page="/help/"):
    return client.get(page).headers["Content-Language"]


def current_location(client):
    return client.get("/help/").context["current_location"]


def test_a_language_lasts_beyond_signing_out_and_in(signed_in, anna):
    signed_in.post("/people/language/", {"language": "de"})
    assert language_of(signed_in) == "de"
    signed_in.post("/accounts/logout/")
    assert language_of(signed_in) == "de", "the browser remembers it"
    signed_in.cookies.clear()
    assert language_of(signed_in) == "en"
    signed_in.force_login(anna)
    assert language_of(signed_in) == "de", "the person keeps it, on another computer too"


def test_a_visitor_keeps_a_language_by_cookie(client, db):
    client.post("/people/language/", {"language": "de"})
    assert language_of(client) == "de"


def test_an_unknown_language_changes_nothing(signed_in, anna):
    signed_in.post("/people/language/", {"language": "xx"})
    anna.refresh_from_db()
    assert anna.language == "en"


@pytest.mark.parametrize(
    ("wanted", "reached"),
    [("/help/", "/help/"), ("https://evil.example/", "/"), ("//evil.example/", "/"), ("", "/")],
)
def test_the_way_back_is_one_of_our_pages(signed_in, wanted, reached):
    response = signed_in.post("/people/language/", {"language": "de", "next": wanted})
    assert response.url == reached


def test_who_works_for_several_locations_switches_between_them(signed_in, anna, kiel, lyon):
    MembershipFactory(user=anna, partner=lyon, role=PartnerRole.USER)
    assert current_location(signed_in) == str(kiel)
    signed_in.post("/people/location/", {"location": lyon.public_id})
    page = signed_in.get("/help/")
    assert page.context["current_location"] == str(lyon)
    assert page.context["account_role"] == "Incentives user"


@pytest.mark.parametrize("location", ["strangers", "nowhere", ""])
def test_a_strangers_location_is_not_there(signed_in, kiel, location):
    chosen = PartnerFactory().public_id if location == "strangers" else location
    assert signed_in.post("/people/location/", {"location": chosen}).status_code == 404
    assert current_location(signed_in) == str(kiel)


def test_a_location_one_no_longer_works_for_is_left(signed_in, anna, kiel, lyon):
    membership = MembershipFactory(user=anna, partner=lyon)
    signed_in.post("/people/location/", {"location": lyon.public_id})
    membership.delete()
    assert current_location(signed_in) == str(kiel)


@pytest.mark.parametrize("address", ["/people/language/", "/people/location/"])
def test_switches_change_nothing_by_a_link(signed_in, address):
    assert signed_in.get(address).status_code == 405


def test_a_mail_leads_to_the_location_it_is_about(signed_in, anna, kiel, lyon):
    MembershipFactory(user=anna, partner=lyon)
    signed_in.get(f"/claims/?location={lyon.public_id}")
    assert current_location(signed_in) == str(lyon)


@pytest.mark.parametrize("location", ["strangers", "nowhere", ""])
def test_no_link_leads_to_a_strangers_location(signed_in, kiel, location):
    named = PartnerFactory().public_id if location == "strangers" else location
    assert signed_in.get(f"/claims/?location={named}").status_code == 200
    assert current_location(signed_in) == str(kiel)
