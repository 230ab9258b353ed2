import pytest

from tests.factories.accounts import MembershipFactory
from tests.services.clamd import clamd, own_clamd, relay, running_clamd, silent_clamd
from tests.services.s3 import running_s3, s3

__all__ = ["clamd", "own_clamd", "relay", "running_clamd", "running_s3", "s3", "silent_clamd"]


@pytest.fixture
def anna(db):
    """An incentives admin of one location."""
    return MembershipFactory(user__email="anna@example.com", user__name="Anna").user


@pytest.fixture
def files(settings):
    """The files that lie in the local storage, half-written ones too."""
    return lambda: [path for path in settings.DOCUMENTS_FOLDER.rglob("*") if path.is_file()]
