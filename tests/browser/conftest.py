"""A real Chromium against the whole portal, with the demo's people and the catalogue's real rules."""

import os
import shutil
from collections.abc import Callable, Iterator

import pytest
from django.db import connection
from django.test import Client
from playwright.sync_api import Browser, Page

from accounts.models import Partner, User
from claims_portal.apps import celery_app
from claims_portal.demo import people
from lifecycle import clock
from outbox.models import Job
from tests.browser.scenes import Scenes, Story, empty_stage
from tests.services import databases

CHROMIUM = os.environ.get("CHROMIUM") or shutil.which("chromium")
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--disable-background-networking"]


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict) -> dict:
    if CHROMIUM is None:
        if os.environ.get("CI"):
            pytest.fail("Chromium is missing; `make test` installs it.")
        pytest.skip("Chromium is not installed")
    return {**browser_type_launch_args, "executable_path": CHROMIUM, "args": FLAGS}


@pytest.fixture(scope="session")
def scenes(django_db_setup, django_db_blocker, tmp_path_factory) -> Iterator[Scenes]:
    scenes = Scenes(tmp_path_factory.mktemp("scenes"))
    yield scenes
    with django_db_blocker.unblock():
        scenes.forget()


@pytest.fixture
def play(transactional_db, settings, scenes) -> Iterator[Callable[[Story], None]]:
    """`play(story)`: database and files as the story leaves them. Stories begin with `empty_stage`."""
    settings.STORAGES = settings.STORAGES | {
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    }
    yield scenes.play
    # A page may have asked for something just before it was closed; nobody waits for the answer.
    databases.hang_up(connection.settings_dict["NAME"])


@pytest.fixture
def stage(play) -> Partner:
    """People, catalogue, usage periods, and EUR 24,000 earned by Nordlicht. Returns Nordlicht."""
    play(empty_stage)
    return Partner.objects.get(number=people.NORDLICHT)


@pytest.fixture
def work_off(transactional_db) -> Callable[[], None]:
    """Do what the workers would do now, job by job, in this process."""

    celery_app.loader.import_default_modules()

    def work() -> None:
        for _round in range(3):
            for job in Job.objects.open().filter(due_at__lte=clock.now()).order_by("pk"):
                celery_app.tasks[job.task](job_id=job.pk)

    return work


@pytest.fixture
def open_as(browser: Browser, live_server) -> Iterator[Callable[..., Page]]:
    """A page of somebody who is signed in; each person has a browser of their own."""
    contexts = []

    def open_page(
        key: str, *, language: str = "en", scripts: bool = True, width: int = 1280, **options
    ) -> Page:
        User.objects.filter(email=people.BY_KEY[key].email).update(language=language)
        context = browser.new_context(
            base_url=live_server.url,
            java_script_enabled=scripts,
            locale=language,
            viewport={"width": width, "height": 900},
            **options,
        )
        contexts.append(context)
        context.add_cookies([{"name": "portal_session", "value": _session(key), "url": live_server.url}])
        page = context.new_page()
        page.set_default_timeout(20_000)
        page.goto("/")
        return page

    yield open_page
    for context in contexts:
        context.close()


def _session(key: str) -> str:
    client = Client()
    client.force_login(people.user(key))
    return client.cookies["portal_session"].value
