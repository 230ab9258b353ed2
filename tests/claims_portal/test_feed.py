"""The calendar feed, read back by a calendar library: what is due, exactly when, for the one person alone."""

from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.conf import settings
from django.core.signing import Signer
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from icalendar import Calendar as Ical

from claims.actions import disputing, drafting, originals, submitting
from claims.guards import dispute_ends
from claims.models import Claim, OriginalsCall
from lifecycle import clock
from notifications.actions import subscribing
from notifications.models import Calendar
from notifications.subscribing import feed_url
from programs.rules import deadline_for
from review.models import Request
from tests.factories import claims as make
from tests.factories.accounts import MembershipFactory, PartnerFactory
from tests.factories.programs import EnrollmentFactory

pytestmark = pytest.mark.django_db


def address(user: Any) -> str:
    """The path of somebody's feed, made now where there is none."""
    calendar = Calendar.objects.filter(user=user).first() or subscribing.renew(user, clock.now())
    return feed_url(calendar).removeprefix(settings.ORIGIN)


def fetched(user: Any) -> Ical:
    """As a calendar program gets it: without a cookie."""
    answer = Client().get(address(user))
    assert answer.status_code == 200
    assert answer["Content-Type"] == "text/calendar; charset=utf-8"
    return Ical.from_ical(answer.content)


def entries(user: Any) -> dict[str, Any]:
    """Each by its title."""
    return {str(one["summary"]): one for one in fetched(user).walk("VEVENT")}


def kinds(user: Any) -> set[str]:
    """What the titles begin with."""
    return {title.partition(":")[0] for title in entries(user)}


DEADLINE, USE = "Last day to submit claims", "Usage period ends"


def test_drafts_and_money_left_of_a_period_are_one_deadline(people):
    claim = make.draft(people, title="Autumn campaign")
    make.draft(people, title="Trade fair", activity=claim.activity)
    make.money_for(people, 500)
    found = entries(people.anna)
    assert kinds(people.anna) == {DEADLINE, USE}
    (deadline,) = [one for title, one in found.items() if title.startswith(DEADLINE)]
    assert str(deadline["summary"]).endswith("(Kiel)")
    assert deadline["dtend"].dt == deadline_for(claim.period, claim.partner)
    words = str(deadline["description"])
    assert "Draft: Autumn campaign\nDraft: Trade fair\n500.00\xa0EUR left" in words
    assert "23:59 Berlin time" in words
    assert str(deadline["url"]) == f"{settings.ORIGIN}/claims/?location={people.partner.public_id}"


def test_money_left_alone_is_reason_enough(people):
    assert entries(people.anna) == {}
    make.money_for(people, 500)
    assert kinds(people.anna) == {DEADLINE, USE}


def test_what_was_handed_over_is_the_admins_turn(people):
    claim = make.draft(people)
    assert kinds(people.ben) == {DEADLINE}
    Claim.objects.filter(pk=claim.pk).update(ready_at=clock.now())
    assert (kinds(people.ben), kinds(people.anna)) == (set(), {DEADLINE})


def test_a_request_stands_there_as_long_as_it_is_open(people):
    claim = make.asked(people)
    request = Request.objects.get()
    entry = entries(people.ben)[f"Answer due: {claim.title} ({claim.number})"]
    assert entry["dtend"].dt == request.due_at
    assert str(entry["url"]) == f"{settings.ORIGIN}/claims/{claim.public_id}/answer/"
    assert "Please send the agenda." in str(entry["description"])
    submitting.withdraw(claim.pk, user=people.anna)
    assert "Answer due" not in kinds(people.ben)


def test_originals_that_are_overdue_go_after_thirty_days(people):
    claim = make.called_for(people)
    title = f"Originals due: {claim.title} ({claim.number})"
    call = OriginalsCall.objects.get()
    assert entries(people.anna)[title]["dtend"].dt == call.due_at
    for days, there in ((29, True), (31, False)):
        with clock.shifted(call.due_at + timedelta(days=days) - clock.now()):
            assert (title in entries(people.anna)) == there
    originals.answer_sent(claim.pk, clock.now().date(), "", user=people.anna)
    assert title not in entries(people.anna)


def test_the_last_day_of_a_dispute_is_the_admins_until_it_is_disputed_or_accepted(people):
    claim = make.decided(people, 1000)
    title = f"Last day to dispute: {claim.title} ({claim.number})"
    claim = Claim.objects.get(pk=claim.pk)
    assert entries(people.anna)[title]["dtend"].dt == dispute_ends(claim)
    assert title not in entries(people.ben)
    disputing.accept(claim.pk, user=people.anna)
    assert title not in entries(people.anna)


def test_what_was_approved_in_full_cannot_be_disputed(people):
    make.decided(people, 1200)
    assert "Last day to dispute" not in kinds(people.anna)


def test_a_reviewer_sees_what_is_promised_of_their_own(people):
    claim = make.under_review(people)
    entry = entries(people.rita)[f"Decide by then: {claim.title} ({claim.number})"]
    assert entry["dtend"].dt == Claim.objects.get(pk=claim.pk).promised_at
    assert str(entry["url"]) == f"{settings.ORIGIN}/queue/{claim.public_id}/"
    for other in (people.arno, people.paula, people.axel, people.stranger):
        assert entries(other) == {}


def test_all_locations_and_nobody_elses(people):
    make.draft(people, title="Secret plan")
    elsewhere = PartnerFactory(legal_name="Brightwater", city="Leeds")
    EnrollmentFactory(program=people.program, partner=elsewhere)
    MembershipFactory(user=people.anna, partner=elsewhere)
    drafting.create(
        elsewhere, make.current_period(people), make.activity_type(), "Roadshow", user=people.anna
    )
    found = [str(one["description"]) for one in fetched(people.anna).walk("VEVENT")]
    assert len(found) == 2
    assert {("Leeds" in one, "Roadshow" in one, "Secret plan" in one) for one in found} == {
        (True, True, False),
        (False, False, True),
    }
    assert fetched(people.stranger).walk("VEVENT") == []


def test_it_is_a_calendar_that_programs_take(people):
    make.draft(people)
    calendar = fetched(people.anna)
    assert (str(calendar["version"]), str(calendar["x-wr-calname"])) == ("2.0", "Co-op Claims")
    assert calendar["refresh-interval"].to_ical() == b"PT4H"
    assert str(calendar["x-published-ttl"]) == "PT4H"
    (event,) = calendar.walk("VEVENT")
    (alarm,) = event.walk("VALARM")
    assert alarm["trigger"].dt == timedelta(days=-1)
    assert event["dtstamp"].dt.tzinfo is not None
    assert event["uid"]
    again = fetched(people.anna).walk("VEVENT")[0]
    assert (again["uid"], again["sequence"] >= event["sequence"]) == (event["uid"], True)


def test_times_are_exact_in_berlin_and_los_angeles_over_a_change_of_clocks(people):
    """The last day is the one of 25 hours in Berlin; Los Angeles changes a week later."""
    with clock.shifted(datetime(2027, 8, 17, 12, tzinfo=UTC) - clock.now()):
        make.draft(people)
        answer = Client().get(address(people.anna)).content.decode()
        (event,) = fetched(people.anna).walk("VEVENT")
    assert "DTEND:20271031T230000Z" in answer
    until = event["dtend"].dt
    local = {zone: until.astimezone(ZoneInfo(zone)) for zone in ("Europe/Berlin", "America/Los_Angeles")}
    assert f"{local['Europe/Berlin']:%d.%m. %H:%M %Z}" == "01.11. 00:00 CET"
    assert f"{local['America/Los_Angeles']:%d.%m. %H:%M %Z}" == "31.10. 16:00 PDT"
    assert event["dtstart"].dt == until - timedelta(minutes=30), "so it stands on the last day itself"
    assert "31 October 2027, 23:59 Berlin time" in str(event["description"])


def test_it_speaks_its_readers_language(people):
    make.draft(people, title="Herbstaktion")
    people.anna.language = "de"
    people.anna.save()
    (event,) = fetched(people.anna).walk("VEVENT")
    assert str(event["summary"]).startswith("Letzter Tag zum Einreichen: ")
    assert "Entwurf: Herbstaktion" in str(event["description"])


def test_ten_of_everything_ask_as_often_as_one_of_everything(people):
    def asked(user: Any) -> int:
        path = address(user)
        with CaptureQueriesContext(connection) as queries:
            Client().get(path)
        return len(queries)

    def one_more() -> None:
        make.draft(people)
        make.asked(people)
        make.called_for(people)
        make.under_review(people)

    one_more()
    make.decided(people, 1000)
    make.decided(people, 1000)
    before = asked(people.anna), asked(people.rita)
    for _time in range(3):
        one_more()
        make.decided(people, 1000)
    assert (asked(people.anna), asked(people.rita)) == before


class TestAddress:
    def test_a_renewed_address_is_gone_at_once(self, people, signed_in):
        old = address(people.anna)
        assert signed_in(people.anna).post("/calendar/renew/").url == "/calendar/"
        new = address(people.anna)
        assert new != old
        assert [Client().get(one).status_code for one in (old, new)] == [404, 200]

    def test_turned_off_there_is_none(self, people, signed_in):
        old, others = address(people.anna), address(people.ben)
        for _time in range(2):
            assert signed_in(people.anna).post("/calendar/off/").url == "/calendar/"
        assert [Client().get(one).status_code for one in (old, others)] == [404, 200]

    def test_what_stands_in_the_database_opens_nothing(self, people):
        handle = subscribing.renew(people.anna, clock.now()).handle
        for token in (handle, f"{handle}.", f"{handle}.{handle}", "none"):
            assert Client().get(f"/calendar/{token}.ics").status_code == 404

    def test_nor_does_another_signature_of_ours(self, people, settings):
        handle = subscribing.renew(people.anna, clock.now()).handle
        assert Client().get(f"/calendar/{Signer(sep='.').sign(handle)}.ics").status_code == 404
        path = address(people.anna)
        settings.SECRET_KEY = "another installation's"
        assert Client().get(path).status_code == 404

    def test_who_may_not_sign_in_any_more_has_no_feed(self, people):
        path = address(people.anna)
        people.anna.is_active = False
        people.anna.save()
        assert Client().get(path).status_code == 404

    def test_nothing_of_it_is_kept_on_the_way(self, people):
        answer = Client().get(address(people.anna))
        assert set(answer["Cache-Control"].split(", ")) == {"private", "no-store"}
        assert not answer.cookies
        assert Client().post(address(people.anna)).status_code == 405

    def test_the_page_gives_each_their_own_address(self, people, signed_in):
        page = signed_in(people.anna).get("/calendar/")
        assert "No address yet" in page.content.decode()
        mine, bens = address(people.anna), address(people.ben)
        page = signed_in(people.anna).get("/calendar/").content.decode()
        assert mine in page
        assert bens not in page
        assert "no-store" in signed_in(people.anna).get("/calendar/")["Cache-Control"]
