import pytest

from claims.models import Claim
from lifecycle import clock
from notifications.actions.sending import send
from notifications.models import Message
from tests.factories import claims as make
from tests.factories.people import People, everybody


@pytest.fixture
def people(db) -> People:
    """The same few people in every test."""
    return everybody()


@pytest.fixture
def claim(people) -> Claim:
    """A draft of Anna's."""
    return make.draft(people)


@pytest.fixture
def signed_in(client):
    """Sign somebody in."""

    def enter(user):
        client.force_login(user)
        return client

    return enter


@pytest.fixture
def told(claim):
    """Tell somebody that Ben wrote about the claim."""

    def tell(user, key: str = "1", **how) -> Message:
        facts = {"number": "COOP-1", "title": claim.title, "public_id": claim.public_id, "by": "Ben"}
        at = how.pop("at", None) or clock.now()
        message = send(
            "message_written", to=user, subject=claim, key=key, at=at, **facts | how.pop("facts", {})
        )
        Message.objects.filter(pk=message.pk).update(**how)
        message.refresh_from_db()
        return message

    return tell
