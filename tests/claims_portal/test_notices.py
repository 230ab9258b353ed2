"""The page of notices: read in the reader's language of today, opened once, and never somebody else's."""

from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from lxml import html

from accounts.models import Membership
from lifecycle import clock
from notifications.models import Message

pytestmark = pytest.mark.django_db


def rows(client, query: str = "") -> list:
    return html.fromstring(client.get(f"/notices/{query}").content).find_class("inbox-row")


def titles(client, query: str = "") -> list[str]:
    return [row.find_class("inbox-title")[0][-1].text_content() for row in rows(client, query)]


def opened(client, message: Message):
    return client.post("/notices/open/", {"notice": message.pk})


def test_the_newest_stands_first_with_its_kind_and_time(people, signed_in, told):
    people.anna.zone = "America/Los_Angeles"
    people.anna.save()
    at = datetime(2025, 11, 2, 8, 30, tzinfo=UTC)
    told(people.anna, "old", due_at=at)
    told(people.anna, "new", due_at=at + timedelta(hours=1), facts={"number": "COOP-2"})
    assert titles(signed_in(people.anna)) == [
        "Claim COOP-2: Ben wrote to you",
        "Claim COOP-1: Ben wrote to you",
    ]
    words = [row.text_content() for row in rows(signed_in(people.anna))]
    # The hour that came twice in that night.
    assert "A message about a claim" in words[0]
    assert "2 November 2025" in words[0]
    assert all("01:30" in one for one in words)


def test_it_reads_as_its_reader_reads_today(people, signed_in, told):
    message = told(people.anna)
    people.anna.language = "de"
    people.anna.save()
    assert message.language == "en"
    (title,) = titles(signed_in(people.anna))
    assert title == "Antrag COOP-1: Ben hat Ihnen geschrieben"


def test_what_is_unread_says_so_and_is_a_button_and_what_is_read_is_a_link(people, signed_in, told):
    told(people.anna, "1", read_at=clock.now(), due_at=clock.now() - timedelta(hours=1))
    told(people.anna, "2")
    unread, read = rows(signed_in(people.anna))
    assert unread.xpath(".//button[@name='notice']")
    assert "Unread" in unread.text_content()
    assert read.xpath(".//a/@href")[0].endswith("/messages/")
    assert "Unread" not in read.text_content()


def test_opening_it_marks_it_read_and_leads_to_what_it_is_about(people, signed_in, told, claim):
    message, client = told(people.anna), signed_in(people.anna)
    answer = opened(client, message)
    assert (answer.status_code, answer.url) == (302, f"/claims/{claim.public_id}/messages/")
    message.refresh_from_db()
    first = message.read_at
    assert first
    opened(client, message)
    message.refresh_from_db()
    assert message.read_at == first, "when it was read first"


@pytest.mark.parametrize("key", ["", "0", "-1", "x", "9" * 40, "²"])
def test_a_notice_that_is_not_there(people, signed_in, key):
    for page in ("open", "read"):
        assert signed_in(people.anna).post(f"/notices/{page}/", {"notice": key}).status_code == 404


def test_nobody_opens_or_reads_another_persons(people, signed_in, told):
    message = told(people.anna)
    for user in (people.ben, people.stranger, people.paula, people.axel):
        assert titles(signed_in(user)) == []
        assert opened(signed_in(user), message).status_code == 404
        assert signed_in(user).post("/notices/read/", {"notice": message.pk}).status_code == 404
    message.refresh_from_db()
    assert message.read_at is None


def test_all_are_read_up_to_the_newest_that_was_seen(people, signed_in, told):
    at = clock.now()
    told(people.anna, "1", due_at=at - timedelta(hours=2))
    seen = told(people.anna, "2", due_at=at - timedelta(hours=1))
    others = told(people.ben, due_at=at - timedelta(hours=2))
    meanwhile = told(people.anna, "3")
    assert signed_in(people.anna).post("/notices/read/", {"notice": seen.pk}).url == "/notices/"
    assert set(Message.objects.filter(read_at=None)) == {meanwhile, others}


def test_only_unread_ones_where_that_is_asked_for(people, signed_in, told):
    told(people.anna, "1", read_at=clock.now())
    told(people.anna, "2", facts={"number": "COOP-2"})
    assert titles(signed_in(people.anna), "?show=unread") == ["Claim COOP-2: Ben wrote to you"]


def test_what_became_of_the_mail_is_said_where_it_matters(people, signed_in, told):
    said = {
        "QUEUED": "",
        "SENDING": "",
        "NOTICE": "Not sent as a mail, as you wished.",
        "FAILED": "The mail could not be delivered.",
        "WITHHELD": "No mail was sent: your address cannot be reached.",
    }
    for state, words in said.items():
        Message.objects.all().delete()
        told(people.anna, state=state)
        (row,) = rows(signed_in(people.anna))
        (facts,) = row.find_class("inbox-facts")
        assert facts.text_content().endswith(words)
        assert ("mail" in facts.text_content().lower()) == bool(words)


def test_what_is_past_says_until_when_it_held(people, signed_in, told):
    at = clock.now()
    told(people.anna, due_at=at - timedelta(days=2), void_at=at - timedelta(days=1))
    (row,) = rows(signed_in(people.anna))
    assert "Past" in row.text_content()
    assert "It held until" in row.text_content()
    assert "UTC time" in row.text_content()
    assert not row.xpath(".//button")
    assert titles(signed_in(people.anna), "?show=unread") == []


def test_what_waits_for_office_hours_or_was_dropped_is_not_there(people, signed_in, told):
    told(people.anna, "1", due_at=clock.now() + timedelta(hours=9))
    told(people.anna, "2", state="DROPPED")
    page = signed_in(people.anna).get("/notices/").content.decode()
    assert "No notices yet" in page


def test_who_left_the_location_reads_nothing_of_its_claims(people, signed_in, told):
    message = told(people.ben)
    assert titles(signed_in(people.ben)) == ["Claim COOP-1: Ben wrote to you"]
    Membership.objects.filter(user=people.ben).delete()
    (row,) = rows(signed_in(people.ben))
    assert "COOP-1" not in row.text_content()
    assert "no longer open to you" in row.text_content()
    assert not row.xpath(".//a|.//button")
    answer = signed_in(people.ben).post("/notices/open/", {"notice": message.pk}, follow=True)
    assert answer.status_code == 404


def test_pages_of_25_lead_to_the_older_ones_and_back(people, signed_in, told):
    at = clock.now()
    for number in range(27):
        told(people.anna, str(number), due_at=at - timedelta(minutes=number), facts={"number": f"C{number}"})
    client = signed_in(people.anna)
    page = html.fromstring(client.get("/notices/").content)
    (older,) = page.xpath("//a[@rel='next']/@href")
    assert titles(client, older) == ["Claim C25: Ben wrote to you", "Claim C26: Ben wrote to you"]
    (newer,) = html.fromstring(client.get(f"/notices/{older}").content).xpath("//a[@rel='prev']/@href")
    assert titles(client, newer)[0] == "Claim C0: Ben wrote to you"


def test_a_full_page_asks_as_often_as_one_notice(people, signed_in, told):
    def asked() -> int:
        with CaptureQueriesContext(connection) as queries:
            client.get("/notices/")
        return len(queries)

    told(people.anna, "0")
    client = signed_in(people.anna)
    client.get("/notices/")
    with_one = asked()
    for number in range(1, 20):
        told(people.anna, str(number))
    assert asked() == with_one
