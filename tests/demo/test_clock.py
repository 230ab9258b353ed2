"""The demo's clock: moved ahead stop by stop, by anybody who sees the demo, and never in production."""

import importlib
from datetime import datetime, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from django.apps import apps
from django.core.exceptions import ImproperlyConfigured
from django.test import Client
from django.urls import clear_url_caches

from claims.enums import ClaimState
from claims_portal import tasks, urls
from claims_portal.apps import celery_app
from claims_portal.demo import travel
from claims_portal.demo.coming import coming, next_stop
from lifecycle import clock
from notifications.models import Message
from outbox.jobs import run
from outbox.models import Job
from programs.rules import deadline_for, local_day
from review.models import Request
from tests.factories import claims as make
from tests.factories.people import everybody

pytestmark = pytest.mark.django_db

PAGE = "/demo/clock/"


@pytest.fixture
def people():
    return everybody()


@pytest.fixture
def draft(people):
    make.current_period(people, last_day=local_day(clock.now(), people.program.zone))
    make.money_for(people)
    return make.draft(people)


def let_workers_travel():
    """What a worker does with the journeys that are promised, until none is."""
    celery_app.loader.import_default_modules()
    while (job := Job.objects.open().filter(task=travel.TRAVEL).first()) is not None:
        run(job.pk, tasks.travel.body)


def words(client):
    return client.get(PAGE).content.decode()


def test_an_hour_and_a_day_pass(client, draft):
    before = clock.now()
    for hop, taken in (("hour", timedelta(hours=1)), ("day", timedelta(days=1, hours=1))):
        assert client.post(PAGE, {"to": hop}).url == PAGE
        let_workers_travel()
        assert timedelta(0) <= clock.now() - before - taken < timedelta(minutes=1)
    assert abs(clock.real() - before) < timedelta(minutes=1)


def test_the_way_to_a_deadline_stops_each_day_and_tells_what_happened(client, draft, monkeypatch):
    stops = []
    happen = travel.let_happen
    monkeypatch.setattr(travel, "let_happen", lambda: (stops.append(clock.now()), happen()))
    deadline = deadline_for(draft.period, draft.partner)
    days = (deadline - clock.now()).days
    client.post(PAGE, {"to": "deadline"})
    let_workers_travel()
    assert timedelta(0) <= clock.now() - deadline < timedelta(minutes=1)
    assert len(stops) >= days
    assert max(later - one for one, later in pairwise(stops)) <= timedelta(hours=25)
    draft.refresh_from_db()
    assert draft.state == ClaimState.EXPIRED
    told = Message.objects.filter(kind="deadline_ahead", to=draft.owner).order_by("due_at")
    assert len(told) >= 5, "each reminder in its time"
    assert all(one.due_at < deadline for one in told)
    page = words(client)
    assert "Expired at the deadline" in page
    assert "Message: A deadline is ahead" in page


def test_what_comes_next_is_said_in_its_order(client, people, draft):
    asked = make.asked(people)
    due = Request.objects.get().due_at
    found = coming(clock.now())
    assert [one.at for one in found] == sorted(one.at for one in found)
    assert {due, deadline_for(asked.period, asked.partner)} <= {one.at for one in found}
    assert clock.now() < next_stop(clock.now()) <= due
    page = words(client)
    assert "The answer to a request is due." in page
    assert "1 draft expires." in page


def test_a_long_way_is_gone_in_slices_and_the_page_says_how_far(client, draft, monkeypatch):
    monkeypatch.setattr(travel, "SLICE_SECONDS", 0)
    client.post(PAGE, {"to": "week"})
    first = Job.objects.get(task=travel.TRAVEL)
    run(first.pk, tasks.travel.body)
    assert Job.objects.filter(task=travel.TRAVEL).count() == 2
    page = words(client)
    assert "On the way to" in page
    assert 'name="to"' not in page, "who is on the way sets off nowhere else"
    assert client.post(PAGE, {"to": "hour"}, follow=True).content.decode().count("on its way already") == 1
    assert Job.objects.filter(task=travel.TRAVEL).count() == 2
    assert "<html" not in client.get(f"{PAGE}way/", headers={"HX-Request": "true"}).content.decode()
    let_workers_travel()
    assert client.get(f"{PAGE}way/", headers={"HX-Request": "true"}).headers["HX-Refresh"] == "true"
    assert client.get(f"{PAGE}way/").url == PAGE


def test_a_day_and_a_time_are_berlin_s_and_lie_ahead(client, draft):
    ahead = clock.now().astimezone(ZoneInfo("Europe/Berlin")) + timedelta(days=2)
    client.post(PAGE, {"day": ahead.date().isoformat(), "time": "14:30"})
    let_workers_travel()
    want = datetime.combine(ahead.date(), datetime(2026, 1, 1, 14, 30).time(), ZoneInfo("Europe/Berlin"))
    assert timedelta(0) <= clock.now() - want < timedelta(minutes=1)
    for day in (ahead - timedelta(days=1), ahead + timedelta(days=500)):
        page = client.post(PAGE, {"day": day.date().isoformat(), "time": "14:30"}).content.decode()
        assert "Choose a moment ahead" in page
    assert not Job.objects.open().filter(task=travel.TRAVEL).exists()


def test_nobody_goes_back():
    at = clock.now()
    for target in (at, at - timedelta(days=1), at + timedelta(days=500)):
        with pytest.raises(ValueError, match="ahead"):
            travel.promise(target, at)


def test_every_page_says_that_the_clock_was_moved(client):
    assert "Portal time:" not in client.get("/help/").content.decode()
    clock.shift(timedelta(days=3))
    assert "Portal time:" in client.get("/help/").content.decode()


def test_it_takes_a_press_on_our_own_page():
    before = clock.now()
    assert Client(enforce_csrf_checks=True).post(PAGE, {"to": "day"}).status_code == 403
    assert not Job.objects.exists()
    assert clock.now() - before < timedelta(minutes=1)


@pytest.fixture
def production_like(settings):
    settings.DEMO = settings.CLOCK_MAY_SHIFT = False
    importlib.reload(urls)
    clear_url_caches()
    yield
    settings.DEMO = True
    importlib.reload(urls)
    clear_url_caches()


def test_production_has_no_such_page_and_no_such_clock(client, production_like):
    assert client.get(PAGE).status_code == 404
    assert client.post(PAGE, {"to": "day"}).status_code == 404
    at = clock.now()
    with pytest.raises(PermissionError):
        travel.go_on(at + timedelta(days=1), at)
    assert clock.now() - at < timedelta(minutes=1)


@pytest.mark.parametrize("freedom", ["DEMO", "CLOCK_MAY_SHIFT"])
def test_production_does_not_start_with_the_demo_s_freedoms(settings, freedom):
    portal = apps.get_app_config("claims_portal")
    settings.DEMO = settings.CLOCK_MAY_SHIFT = False
    settings.PRODUCTION = True
    portal.ready()
    setattr(settings, freedom, True)
    with pytest.raises(ImproperlyConfigured, match=freedom):
        portal.ready()
