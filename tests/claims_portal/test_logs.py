"""The log: a line a record, which request it was, and nothing that is nobody's business."""

import json
import logging
import sys

import pytest

from claims_portal.logs import Json, Text, clean
from lifecycle import tracing
from notifications.stopping import stop_url
from tests.factories.accounts import UserFactory

SIGNED = "bWluZQ:1vOx2T:Zx0Q3nJm2yT9d6aQh5mFvW8rK1sUeYbNc4LgPp7XoAi"


@pytest.mark.parametrize(
    "secret",
    [
        "anna.petersen+claims@nordlicht-systemhaus.example",
        "DE89370400440532013000",
        "DE89 3704 0044 0532 0130 00",
        "GB29NWBK60161331926819",
        "0532013000",
        SIGNED,
        "q0XvT3oLw9aZ1bN5sKe2RdYh",
    ],
)
@pytest.mark.parametrize(
    "line",
    [
        "Not Found: /calendar/{}.ics",
        "Not Found: /mails/stop/{}/",
        "GET /claims/?next={} failed",
        "KeyError: '{}'",
        "DETAIL:  Key (email)=({}) already exists.",
        "DETAIL:  Failing row contains (1, {}, x).",
        "Authorization: Bearer {}",
    ],
)
def test_nothing_of_people_s_gets_into_a_line(secret, line):
    assert secret not in clean(line.format(secret))


@pytest.mark.parametrize(
    "line",
    [
        "password={} was refused",
        '{{"token": "{}"}}',
        "Authorization: Bearer {}",
        "/accounts/login/?email={}",
        "DETAIL:  Key (name)=({}) already exists.",
        "DETAIL:  Failing row contains (1, {}, x).",
    ],
)
def test_a_word_like_others_is_known_by_what_stands_before_it(line):
    assert "hunter2" not in clean(line.format("hunter2"))


@pytest.mark.parametrize(
    "line",
    [
        "ALARM: job 4711 (documents.check) was set aside after 3 tries: ValueError: No such thing",
        "ALARM: documents/0b0f6a0e-8f0c-4c0e-9b3c-2f1f6a0e8f0c is not what was received",
        "GET claim answered with 200 after 0.123 s",
        "COOP-2026-000123 was submitted",
        'File "/work/main/.venv/lib/python3.11/site-packages/django/db/backends/utils.py", line 105, in _execute',
        "ALARM: forfeit_overdue of claims.tick failed",
        "2026-11-28 09:29:11,123 INFO outbox.actions Job 12 (claims.look_over) is published",
    ],
)
def test_what_operators_need_stays(line):
    assert clean(line) == line


def record(words, *args, **more):
    return logging.LogRecord("portal", logging.ERROR, "", 1, words, args, more.get("exc_info"))


def test_a_record_is_one_line_of_json_with_its_origin():
    try:
        raise ValueError("anna@example.org\nand more")
    except ValueError:
        failed = record("It %s", "broke", exc_info=sys.exc_info())
    with tracing.about(request="abc", job=7):
        line = Json().format(failed)
    assert "\n" not in line
    said = json.loads(line)
    assert (said["level"], said["message"], said["request"], said["job"]) == ("ERROR", "It broke", "abc", 7)
    assert "ValueError: [address]" in said["error"]


def test_people_read_text():
    with tracing.about(request="abc"):
        line = Text("{levelname} {message}", style="{").format(record("mail to anna@example.org"))
    assert line == "ERROR mail to [address] request=abc"


@pytest.fixture
def lines(caplog):
    """What a request left in the log, as production writes it."""
    caplog.set_level(logging.INFO)

    def said():
        return [json.loads(Json().format(one)) for one in caplog.records]

    return said


@pytest.mark.django_db
def test_a_request_is_logged_by_view_and_number_and_never_by_address(client, lines, settings):
    user = UserFactory()
    client.force_login(user)
    path = stop_url(user.pk, "message_written").removeprefix(settings.ORIGIN)
    token = path.split("/")[-2]
    client.get(f"{path}?next={user.email}")
    (line,) = [one for one in lines() if one["logger"] == "claims_portal.middleware"]
    assert line["message"].startswith("GET mails_stop answered with 200")
    assert (line["method"], line["status"]) == ("GET", 200)
    everything = json.dumps(lines())
    assert token not in everything
    assert user.email not in everything


@pytest.mark.django_db
def test_a_request_keeps_a_well_formed_name_and_gets_one_otherwise(client):
    assert (
        client.get("/help/", headers={"X-Request-ID": "front-1234"}).headers["X-Request-ID"] == "front-1234"
    )
    for bad in ("short", "x" * 65, 'quote"12345', "line\t12345"):
        given = client.get("/help/", headers={"X-Request-ID": bad}).headers["X-Request-ID"]
        assert given != bad
        assert len(given) == 32


@pytest.mark.django_db
def test_a_page_of_something_wrong_names_the_reference(client):
    answer = client.get("/nowhere/")
    assert answer.status_code == 404
    assert answer.headers["X-Request-ID"] in answer.content.decode()
