"""R7: a location with one incentives admin is asked to name a second, as a quarter begins."""

from datetime import UTC, datetime, timedelta

import pytest

from accounts.actions.admins import ask_for_a_second_admin
from accounts.enums import PartnerRole
from notifications.kinds import kind_of
from notifications.models import Message, Reminder
from tests.factories.accounts import MembershipFactory, PartnerFactory, UserFactory

pytestmark = pytest.mark.django_db
QUARTER = datetime(2027, 1, 1, tzinfo=UTC)


def told():
    return sorted(Message.objects.filter(kind="one_admin").values_list("to__name", flat=True))


@pytest.fixture(autouse=True)
def begun():
    Reminder.objects.create(kind="one_admin", told_until=QUARTER - timedelta(minutes=1))


def location(*people):
    """A location with an incentives admin for each of these; who is in brackets may not sign in."""
    partner = PartnerFactory()
    for name in people:
        user = UserFactory(name=name.strip("()"), is_active=not name.startswith("("))
        MembershipFactory(user=user, partner=partner, role=PartnerRole.ADMIN)
    return partner


def test_once_a_quarter(db):
    location("Anna")
    for day in range(5):
        ask_for_a_second_admin(QUARTER + timedelta(days=day))
    assert told() == ["Anna"]
    ask_for_a_second_admin(QUARTER + timedelta(days=100))
    assert told() == ["Anna", "Anna"]


def test_who_has_a_colleague_who_can_sign_in_is_not_asked(db):
    location("Olga", "Oskar")
    location("Ada", "(Gone)")
    MembershipFactory(user=UserFactory(name="Ben"), partner=location(), role=PartnerRole.USER)
    ask_for_a_second_admin(QUARTER)
    assert told() == ["Ada"]


def test_a_second_one_named_meanwhile_ends_it(db):
    partner = location("Anna")
    ask_for_a_second_admin(QUARTER)
    messages = list(Message.objects.all())
    owed = kind_of("one_admin").owed
    assert owed(messages) == {messages[0].pk}
    MembershipFactory(user=UserFactory(), partner=partner, role=PartnerRole.ADMIN)
    assert owed(messages) == set()
