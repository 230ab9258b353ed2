"""The people of a location, and what is done when mails to one of them come back."""

import pytest

from accounts.actions.reaching import tell_colleagues
from accounts.enums import PartnerRole
from history.models import Event
from lifecycle import clock
from notifications.actions.delivering import deliver
from notifications.models import Message, Unreachable
from tests.factories.accounts import MembershipFactory, UserFactory
from tests.factories.payees import at, words

pytestmark = pytest.mark.django_db


@pytest.fixture
def ben(kiel):
    ben = UserFactory(name="Ben", email="ben@example.com")
    return MembershipFactory(user=ben, partner=kiel, role=PartnerRole.USER)


def came_back(address: str) -> Unreachable:
    return Unreachable.objects.create(address=address, since=clock.now(), answer="550 <b>No such person</b>")


def test_an_admin_sees_who_works_there_and_whom_mails_reach(signed_in, kiel, ben, carla):
    page = words(signed_in.get(at("location_people", kiel)))
    for said in ("Ben", "ben@example.com", "Incentives user", "English", "Arrive"):
        assert f">{said}<" in page
    assert "Mails do not reach" not in page
    came_back("ben@example.com")
    page = signed_in.get(at("location_people", kiel))
    assert "Mails do not reach Ben" in words(page)
    assert "&lt;b&gt;No such person" in page.content.decode()
    assert "Send mails to Ben again" in words(page)


def test_the_account_menu_leads_there(signed_in, kiel):
    assert at("location_people", kiel) in signed_in.get("/").content.decode()


def test_an_admin_lets_mails_go_there_again_once(signed_in, kiel, ben):
    came_back("ben@example.com")
    for _time in range(2):
        answer = signed_in.post(at("location_people_try", kiel), {"person": ben.pk})
        assert answer.url == at("location_people", kiel)
    assert not Unreachable.objects.exists()
    assert [one.code for one in Event.objects.about(ben.user)] == ["user.address_tried_again"]


@pytest.mark.parametrize("person", ["", "x", "0", "-1", "99999999", str(2**70)])
def test_nobody_is_nobody(signed_in, kiel, person):
    assert signed_in.post(at("location_people_try", kiel), {"person": person}).status_code == 404


def test_people_of_elsewhere_are_not_there(signed_in, kiel, lyon):
    other = MembershipFactory(partner=lyon)
    came_back(other.user.email)
    assert signed_in.post(at("location_people_try", kiel), {"person": other.pk}).status_code == 404
    assert signed_in.get(at("location_people", lyon)).status_code == 404
    assert Unreachable.objects.exists()


def test_an_incentives_user_is_told_who_may(client, kiel, ben):
    client.force_login(ben.user)
    came_back("ben@example.com")
    assert client.get(at("location_people", kiel)).status_code == 403
    assert client.post(at("location_people_try", kiel), {"person": ben.pk}).status_code == 403
    assert Unreachable.objects.exists()


def test_the_other_admins_hear_of_it_once_each(anna, carla, kiel, lyon, ben):
    MembershipFactory(user=anna, partner=lyon)
    MembershipFactory(user=ben.user, partner=lyon, role=PartnerRole.USER)
    marked = came_back("ben@example.com")
    for _time in range(2):
        tell_colleagues(marked.pk, clock.now())
    told = Message.objects.filter(kind="colleague_unreachable")
    assert sorted(str(one.to) for one in told) == ["Anna", "Carla"]
    deliver(told.get(to=anna).pk, clock.now())
    assert told.get(to=anna).state == "SENT"


def test_what_is_mended_meanwhile_is_not_told(anna, kiel, ben):
    marked = came_back("ben@example.com")
    tell_colleagues(marked.pk, clock.now())
    message = Message.objects.get(kind="colleague_unreachable")
    marked.delete()
    tell_colleagues(marked.pk or 0, clock.now())
    deliver(message.pk, clock.now())
    message.refresh_from_db()
    assert message.state == "DROPPED"


def test_who_is_unreachable_is_not_told_about_themselves(anna, kiel):
    tell_colleagues(came_back(anna.email).pk, clock.now())
    assert not Message.objects.exists()
