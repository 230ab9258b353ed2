"""What somebody reads while something else is wrong: within seconds, in words, with nothing lost."""

import time

import pytest
from django.conf import settings as django_settings
from django.db import OperationalError, connection

from claims.models import Claim
from tests.factories import claims as make
from tests.factories.people import everybody


@pytest.fixture
def people(transactional_db):
    return everybody()


@pytest.fixture
def locked(people):
    """A submitted claim whose row somebody else holds."""
    claim = make.submitted(people)
    other = connection.copy()
    other.ensure_connection()
    other.set_autocommit(False)
    with other.cursor() as cursor:
        cursor.execute("SELECT 1 FROM claims_claim WHERE id = %s FOR UPDATE", [claim.pk])
    yield claim
    other.rollback()
    other.close()


def test_an_act_on_a_row_that_is_locked_says_so_and_can_be_sent_again(client, people, locked):
    client.force_login(people.anna)
    path = f"/claims/{locked.public_id}/withdraw/"
    with connection.cursor() as cursor:
        cursor.execute("SET lock_timeout = '300ms'")  # eight seconds in truth, see below
    began = time.monotonic()
    client.raise_request_exception = False
    answer = client.post(path, {"words": "Not needed any more."})
    assert time.monotonic() - began < 5
    assert (answer.status_code, answer.headers["Retry-After"]) == (503, "30")
    page = answer.content.decode()
    assert "was not taken" in page or "nicht angenommen" in page
    assert answer.headers["X-Request-ID"] in page
    assert 'href=""' not in page, "an address that takes a form only is no link"
    assert Claim.objects.get(pk=locked.pk).state == "SUBMITTED"
    with connection.cursor() as cursor:
        cursor.execute("RESET lock_timeout")


def test_nobody_waits_for_a_lock_or_a_connection_beyond_ten_seconds():
    options = django_settings.DATABASES["default"]["OPTIONS"]
    assert "lock_timeout=8s" in options["options"]
    assert options["connect_timeout"] <= 5


@pytest.mark.django_db
def test_what_is_only_looked_at_is_tried_again_by_a_link(client, monkeypatch):
    def away(*args):
        raise OperationalError("the database system is starting up")

    monkeypatch.setattr("claims_portal.demo.travel.moved_time", away)
    client.raise_request_exception = False
    answer = client.get("/help/", headers={"Accept-Language": "de"})
    page = answer.content.decode()
    assert answer.status_code == 503
    assert '<html lang="de"' in page
    assert 'href=""' in page
