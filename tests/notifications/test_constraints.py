"""What the database refuses of a message."""

import pytest
from django.db import IntegrityError, transaction

from lifecycle import clock
from notifications.actions import send
from notifications.models import Message
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
