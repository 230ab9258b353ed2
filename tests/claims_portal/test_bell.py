"""The bell: how many notices are unread, on every page, in one query and in words."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from lxml import html

from lifecycle import clock
from notifications.models import Message

pytestmark = pytest.mark.django_db


def bell(client, page="/help/") -> tuple[str, str]:
    """What is seen on it, and what is heard."""
    (link,) = html.fromstring(client.get(page).content).find_class("topbar-bell")
    assert link.get("href") == "/notices/"
    seen = "".join(one.text_content() for one in link.xpath(".//span[@aria-hidden]"))
    return seen, link.find_class("visually-hidden")[0].text_content()


def test_it_counts_what_is_unread_and_the_persons_own(people, signed_in, told):
    assert bell(signed_in(people.anna)) == ("", "Notices, none unread")
    told(people.anna)
    assert bell(signed_in(people.anna)) == ("1", "1 unread notice")
    told(people.anna, "2")
    told(people.ben)
    assert bell(signed_in(people.anna)) == ("2", "2 unread notices")
    assert bell(signed_in(people.rita)) == ("", "Notices, none unread")


def test_it_speaks_german(people, signed_in, told):
    people.anna.language = "de"
    people.anna.save()
    told(people.anna)
    assert bell(signed_in(people.anna)) == ("1", "1 ungelesene Mitteilung")


def test_what_is_read_dropped_void_or_of_tomorrow_does_not_count(people, signed_in, told):
    at = clock.now()
    told(people.anna, "read", read_at=at)
    told(people.anna, "dropped", state="DROPPED")
    told(people.anna, "void", due_at=at - timedelta(hours=2), void_at=at - timedelta(hours=1))
    told(people.anna, "tomorrow", due_at=at + timedelta(days=1))
    assert bell(signed_in(people.anna)) == ("", "Notices, none unread")


def test_a_turned_off_mail_is_a_notice_all_the_same(people, signed_in, told):
    told(people.anna, state="NOTICE")
    assert bell(signed_in(people.anna))[0] == "1"


def test_beyond_99_nobody_counts(people, signed_in, told):
    first = told(people.anna)
    copies = [Message(**_facts(first) | {"key": f"copy {n}"}) for n in range(120)]
    Message.objects.bulk_create(copies)
    assert bell(signed_in(people.anna)) == ("99+", "More than 99 unread notices")


def _facts(message: Message) -> dict:
    return {one.attname: getattr(message, one.attname) for one in Message._meta.fields if one.attname != "id"}


def test_it_is_one_query_a_page_and_that_one_is_bounded(people, signed_in, told):
    told(people.anna)
    client = signed_in(people.anna)
    client.get("/help/")
    with CaptureQueriesContext(connection) as queries:
        client.get("/help/")
    (asked,) = [one["sql"] for one in queries if "notifications_message" in one["sql"]]
    assert "LIMIT 100" in asked


def test_signed_out_there_is_none(client):
    assert "topbar-bell" not in client.get("/help/").content.decode()
