"""What probes and Prometheus are told is true, comes within seconds whatever hangs, and gives nothing away."""

import socket
import threading
import time
from datetime import timedelta

import pytest
from prometheus_client.parser import text_string_to_metric_families

from claims_portal.health import services
from claims_portal.health.figures import figures
from claims_portal.health.judging import report
from claims_portal.health.services import Service
from documents.models import Document
from lifecycle import clock
from notifications.models import Message
from outbox import ticks
from outbox.models import Job, Tick
from tests.factories.accounts import PartnerFactory, UserFactory
from tests.factories.documents import DocumentFactory

pytestmark = pytest.mark.django_db


def known(ago=timedelta(0)):
    at = clock.now()
    return figures(at + ago, at + ago)


def told(ago=timedelta(0), **answers):
    """What /readyz says so much later."""
    return report(
        {"database": (True, None), "broker": (True, None), "figures": (True, known(ago)), **answers}
    )


@pytest.fixture
def ticked(settings):
    """Each tick of beat ran a moment ago."""
    for entry in settings.CELERY_BEAT_SCHEDULE.values():
        ticks.run(entry["task"], [])


def job(**fields):
    at = clock.now()
    return Job.objects.create(task="tests.work", created_at=at, due_at=at, **fields)


def test_all_is_well(ticked):
    said = told()
    assert (said["ready"], said["away"], said["warnings"]) == (True, [], [])


def test_a_job_a_mail_and_a_file_that_wait_are_warned_of(ticked, settings):
    settings.CELERY_BEAT_SCHEDULE = {}
    job()
    DocumentFactory(partner=PartnerFactory(), uploaded_by=UserFactory())
    assert told()["warnings"] == []
    later = told(timedelta(minutes=6))
    assert later["warnings"] == ["jobs wait", "documents wait"]
    assert later["jobs"]["count"] == 1
    assert 350 < later["jobs"]["oldest_seconds"] < 400
    Job.objects.update(done_at=clock.now())
    assert told(timedelta(minutes=6))["warnings"] == ["documents wait"]
    assert Document.objects.count() == 1


def test_what_was_set_aside_is_warned_of(ticked):
    job(set_aside_at=clock.now())
    said = told()
    assert (said["warnings"], said["jobs"]["set_aside"], said["jobs"]["count"]) == (["jobs set aside"], 1, 0)


def test_a_beat_that_is_away_is_late_and_a_failing_part_is_named(ticked, settings):
    late = {f"late: {one['task']}" for one in settings.CELERY_BEAT_SCHEDULE.values()} - {
        "late: documents.reconcile"
    }
    assert set(told(timedelta(minutes=6))["warnings"]) == late
    assert "late: documents.reconcile" in told(timedelta(hours=27))["warnings"]

    def expire(at):
        raise ValueError

    ticks.run("claims.tick", [expire])
    assert told()["warnings"] == ["failing: claims.tick/expire"]
    ticks.run("claims.tick", [])
    assert told()["warnings"] == [], "a part that is none any more is forgotten"


def test_before_the_first_tick_it_is_late():
    assert "late: claims.tick" in told()["warnings"]
    assert not Tick.objects.exists()


@pytest.mark.parametrize(("age", "old"), [(6, False), (8, True)])
def test_old_signatures_are_a_warning_and_not_an_absence(ticked, age, old):
    made = clock.real() - timedelta(days=age)
    said = told(scanner=(True, ("ClamAV 1.4", made)))
    assert (said["warnings"] == ["signatures are old"], said["away"]) == (old, [])
    assert said["signatures_at"] == made.isoformat()


def test_signatures_of_an_unknown_age_are_no_warning(ticked):
    assert told(scanner=(True, ("ClamAV 1.4", None)))["warnings"] == []


@pytest.mark.parametrize("away", ["broker", "storage", "scanner"])
def test_without_what_pages_can_do_without_it_stays_ready(ticked, away):
    said = told(**{away: (False, None)})
    assert (said["ready"], said["away"]) == (True, [away])


def test_without_the_database_it_is_not_ready():
    assert told(database=(False, None), figures=(False, None)) == {
        "ready": False,
        "away": ["database"],
        "warnings": [],
    }


def test_a_database_that_answers_slowly_is_not_away():
    said = told(figures=(False, None))
    assert (said["ready"], said["away"], said["warnings"]) == (True, [], ["figures unknown"])


@pytest.fixture
def hung():
    """A service that never answers."""
    let_go = threading.Event()
    asked = []
    yield Service("hung", lambda: (asked.append(1), let_go.wait(30))), asked
    let_go.set()


def test_what_hangs_is_away_within_seconds_and_is_not_asked_twice(client, hung, monkeypatch):
    service, asked = hung
    client.get("/healthz")  # a server that runs; its start takes longer here
    monkeypatch.setattr(services, "SERVICES", (*services.SERVICES, service))
    for _probe in range(2):
        began = time.monotonic()
        answer = client.get("/readyz")
        assert time.monotonic() - began < 5
        assert (answer.status_code, answer.json()["away"]) == (200, ["hung"])
    assert len(asked) == 1


def test_a_frozen_scanner_is_away(client, settings):
    with socket.create_server(("127.0.0.1", 0)) as frozen:
        settings.SCANNER = "clamd"
        settings.CLAMD_URL = f"tcp://127.0.0.1:{frozen.getsockname()[1]}"
        client.get("/healthz")
        began = time.monotonic()
        assert client.get("/readyz").json()["away"] == ["scanner"]
        assert time.monotonic() - began < 5


def test_a_service_that_comes_back_is_there():
    there = []
    service = Service("shy", lambda: there[0])
    service.begin()
    assert service.answer(time.monotonic() + 5) == (False, None)
    there.append("here")
    service.begin()
    assert service.answer(time.monotonic() + 5) == (True, "here")


def families(client, **headers):
    text = client.get("/metrics", headers=headers).content.decode()
    return {one.name: one for one in text_string_to_metric_families(text)}


def test_metrics_say_what_waits_and_count_requests_by_view(client):
    client.get("/help/?secret=1")
    found = families(client)
    assert {sample.labels["service"]: sample.value for sample in found["portal_service_up"].samples} == {
        "database": 1,
        "broker": 1,
        "storage": 1,
    }
    for name in ("portal_jobs_waiting", "portal_jobs_set_aside", "portal_mails_oldest_seconds"):
        assert found[name].samples[0].value >= 0
    counted = [one.labels for one in found["portal_request_seconds"].samples if one.name.endswith("_count")]
    assert {"view": "help", "method": "GET", "status": "200"} in counted
    assert "secret" not in str(found)


def test_metrics_are_for_who_knows_the_token(client, settings):
    settings.METRICS_TOKEN = "for-prometheus"
    assert client.get("/metrics").status_code == 401
    assert client.get("/metrics", headers={"Authorization": "Bearer other"}).status_code == 401
    assert "portal_service_up" in families(client, Authorization="Bearer for-prometheus")


def test_production_without_a_token_has_no_metrics(client, settings):
    settings.PRODUCTION = True
    assert client.get("/metrics").status_code == 404


def test_a_mail_is_counted_by_its_state():
    user = UserFactory()
    at = clock.now()
    Message.objects.create(
        kind="claim_submitted",
        key="one",
        to=user,
        address=user.email,
        subject_kind="claim",
        subject_id=1,
        message_id="<one@example.org>",
        created_at=at,
        due_at=at,
    )
    found = known(timedelta(minutes=31))
    assert (found.mails.count, found.mails_last_day["QUEUED"]) == (1, 1)
    assert "mails wait" in told(timedelta(minutes=31))["warnings"]
