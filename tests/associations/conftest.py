import pytest

from tests.factories.people import People, everybody


@pytest.fixture
def people(db) -> People:
    """The same few people in every test."""
    return everybody()
