"""What the database refuses of a message."""

import pytest
from django.db import IntegrityError, transaction

from lifecycle import clock
from notifications.actions.sending import send
from notifications.models import Message, Preference, Unreachable
from tests.factories.accounts import UserFactory

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    "fields", [{"state": "SENT", "sent_at": None}, {"state": "QUEUED", "sent_at": "2026-11-23T12:00Z"}]
)
def test_what_was_sent_has_its_time_and_nothing_else_has(fields):
    anna = UserFactory()
    message = send("claim_ready", to=anna, subject=anna, key="1", at=clock.now())
    with pytest.raises(IntegrityError, match="notifications_sent_has_time"), transaction.atomic():
        Message.objects.filter(pk=message.pk).update(**fields)


def test_a_message_is_due_before_it_is_void():
    anna, at = UserFactory(), clock.now()
    message = send("claim_ready", to=anna, subject=anna, key="1", at=at)
    with pytest.raises(IntegrityError, match="notifications_void_after_due"), transaction.atomic():
        Message.objects.filter(pk=message.pk).update(void_at=at)


def test_mails_are_turned_off_once():
    anna, at = UserFactory(), clock.now()
    Preference.objects.create(user=anna, kind="claim_ready", turned_off_at=at)
    with pytest.raises(IntegrityError, match="notifications_preference_once"), transaction.atomic():
        Preference.objects.create(user=anna, kind="claim_ready", turned_off_at=at)


def test_an_address_is_unreachable_for_a_reason():
    with pytest.raises(IntegrityError, match="notifications_unreachable_says_why"), transaction.atomic():
        Unreachable.objects.create(address="anna@example.com", since=clock.now(), answer="")


def test_a_message_goes_to_somebody():
    anna = UserFactory()
    message = send("claim_ready", to=anna, subject=anna, key="1", at=clock.now())
    with pytest.raises(IntegrityError, match="notifications_to_somebody"), transaction.atomic():
        Message.objects.filter(pk=message.pk).update(to=None)
