"""The services every test may count on: the embedded PostgreSQL and Valkey of the instance "test".

They keep running after the tests, so that the next run starts at once; `make test` stops them.
"""

import os

import pytest
from hypothesis import settings as hypothesis_settings

from claims_portal import embedded

# Playwright's event loop runs in the thread of the test; the ORM is used beside it, not in it.
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")

# 100 examples by default; `--hypothesis-profile=deep` looks longer.
hypothesis_settings.register_profile("deep", max_examples=2000, deadline=None)


def pytest_configure(config: pytest.Config) -> None:
    if not hasattr(config, "workerinput"):
        embedded.start(instance=embedded.TEST)


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings, django_db_blocker):
    """The test databases are copies of one in which the migrations ran once."""
    from django.db import connection

    from tests.services import databases

    with django_db_blocker.unblock():
        connection.settings_dict["TEST"]["TEMPLATE"] = databases.migrated()


@pytest.fixture(autouse=True)
def _own_folders(settings, tmp_path):
    """Each test stores its files and mails in a folder of its own."""
    settings.DOCUMENTS_FOLDER = tmp_path / "documents"
    settings.EMAIL_FILE_PATH = tmp_path / "mail"


@pytest.fixture
def undrawn(monkeypatch):
    """The cover of an evidence pack is not drawn, half a second each time; tests/claims/pack reads real ones."""
    monkeypatch.setattr("claims.pack.draw", lambda *_: b"%PDF-")
