"""Mails of an optional kind are turned off and on again; what money or deadlines hang on is not."""

import pytest

from lifecycle import ActionRefused, clock
from notifications.actions.preferring import turn_off, turn_on
from notifications.actions.sending import send
from notifications.models import Message, Preference
from tests.factories.accounts import UserFactory

pytestmark = pytest.mark.django_db

OPTIONAL, NEEDED = "claim_ready", "claim_decided"


def told(user, key: str, kind: str = OPTIONAL) -> str:
    return send(kind, to=user, subject=user, key=key, at=clock.now()).state


def test_turned_off_it_is_a_notice_and_no_mail_until_it_is_turned_on():
    anna, ben = UserFactory(), UserFactory()
    turn_off(anna, OPTIONAL, clock.now())
    assert (told(anna, "1"), told(ben, "1")) == ("NOTICE", "QUEUED")
    turn_on(anna, OPTIONAL)
    assert told(anna, "2") == "QUEUED"


def test_twice_is_as_once():
    anna, at = UserFactory(), clock.now()
    turn_off(anna, OPTIONAL, at)
    turn_off(anna, OPTIONAL, clock.now())
    assert Preference.objects.get(user=anna).turned_off_at == at
    turn_on(anna, OPTIONAL)
    turn_on(anna, OPTIONAL)
    assert not Preference.objects.exists()


def test_a_mail_that_waits_does_not_go_any_more():
    anna, ben = UserFactory(), UserFactory()
    for user in (anna, ben):
        told(user, "1")
        told(user, "1", NEEDED)
    turn_off(anna, OPTIONAL, clock.now())
    states = Message.objects.filter(kind=OPTIONAL).values_list("to", "state")
    assert dict(states) == {anna.pk: "NOTICE", ben.pk: "QUEUED"}
    assert set(Message.objects.filter(kind=NEEDED).values_list("state", flat=True)) == {"QUEUED"}


@pytest.mark.parametrize(
    "verb", [lambda user: turn_off(user, NEEDED, clock.now()), lambda user: turn_on(user, NEEDED)]
)
def test_what_is_needed_cannot_be_turned_off(verb):
    with pytest.raises(ActionRefused, match="money or a deadline"):
        verb(UserFactory())
    assert not Preference.objects.exists()


def test_a_kind_nobody_writes_is_an_error():
    with pytest.raises(KeyError):
        turn_off(UserFactory(), "weather", clock.now())
