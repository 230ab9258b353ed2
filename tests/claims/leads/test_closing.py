"""A usage period in figures: on the page of the leads, and in a message when it closes and before."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.core import mail
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from claims.actions.reminding.periods import tell_what_closed, tell_what_closes
from claims.actions.ticking import expire_drafts
from claims.closing import closings
from funds.actions.ledger import forfeit_overdue
from lifecycle import clock
from notifications.actions.delivering import deliver
from notifications.hours import in_office_hours
from notifications.models import Message, Reminder
from programs.actions.extending import grant_extension
from programs.models import UsagePeriod
from programs.rules import local_day, start_of_day
from tests.factories import claims as make
from tests.factories.accounts import MembershipFactory
from tests.factories.claims import SubmittedRow

pytestmark = pytest.mark.django_db

A_DAY, A_MINUTE = timedelta(days=1), timedelta(minutes=1)
BERLIN = "Europe/Berlin"


def figures(at):
    return closings(UsagePeriod.objects.with_deadlines(), at)[0]


@pytest.fixture
def story(people):
    """One claim decided in part, one draft, and 100,000 earned twice."""
    make.decided(people, 1000)
    return make.draft(people)


@pytest.fixture
def begun(story):
    """As if beat ticked ever since; the deadline, and the office hour after it."""
    for kind in ("period_closing", "period_closed"):
        Reminder.objects.create(kind=kind, told_until=clock.now())
    return story.period.deadline


def told(kind):
    return Message.objects.filter(kind=kind)


def test_the_figures_add_up(story):
    now = figures(clock.now())
    assert (now.submitted, now.drafts, now.expired, now.locations) == (1, 1, 0, 1)
    assert (now.earned, now.approved, now.held) == (Decimal(100_000), Decimal(1000), Decimal(200))
    assert now.left == now.earned - now.held - now.approved - now.forfeited == Decimal(98_800)


def test_after_the_deadline_drafts_have_expired_before_the_clock_says_so(story):
    due = story.period.deadline
    assert (figures(due).drafts, figures(due).expired) == (0, 1)
    with clock.shifted(due - clock.now()):
        expire_drafts(clock.now())
        forfeit_overdue(clock.now())
    later = figures(due)
    assert (later.drafts, later.expired) == (0, 1)
    assert (later.left, later.forfeited) == (0, Decimal(98_800))


def test_managers_hear_fourteen_days_before_how_much_is_left(begun, people):
    step = start_of_day(local_day(begun, BERLIN) - 15 * A_DAY, BERLIN)
    for moment in (-A_MINUTE, timedelta(0), A_MINUTE):
        tell_what_closes(step + moment)
    message = told("period_closing").get()
    assert (message.to, message.created_at, message.void_at) == (people.paula, step, begun)
    deliver(message.pk, message.due_at)
    body = mail.outbox[0].body.replace("\u00a0", " ")
    assert "1 draft waits to be finished. 98,800.00 EUR is left, at 1 location." in body
    assert reverse("leads") + "#periods" in body


def test_managers_hear_the_figures_in_the_first_office_hour_after_the_deadline(begun, people):
    opens = in_office_hours(begun, BERLIN)
    for moment in (begun, begun + A_MINUTE, opens - A_MINUTE, opens, opens + A_MINUTE):
        with clock.shifted(moment - clock.now()):
            expire_drafts(moment)
            forfeit_overdue(moment)
        tell_what_closed(moment)
    message = told("period_closed").get()
    assert (message.to, message.created_at) == (people.paula, opens)
    deliver(message.pk, opens)
    body = mail.outbox[0].body.replace("\u00a0", " ")
    for words in (
        "1 claim was submitted. 1 draft expired.",
        "Forfeited: 98,800.00 EUR",
        "Earned: 100,000.00 EUR",
    ):
        assert words in body


def test_an_extension_for_all_closes_again_one_for_a_location_does_not(begun, people):
    opens = in_office_hours(begun, BERLIN)
    other = MembershipFactory().partner
    last = local_day(begun, BERLIN) + 9 * A_DAY
    grant_extension(UsagePeriod.objects.get(), partner=other, last_day=last, reason="Flood", by=people.paula)
    tell_what_closed(opens + 20 * A_DAY)
    assert told("period_closed").count() == 1
    last += 20 * A_DAY
    grant_extension(UsagePeriod.objects.get(), partner=None, last_day=last, reason="Away", by=people.paula)
    tell_what_closed(opens + 60 * A_DAY)
    assert told("period_closed").count() == 2


def test_the_page_of_the_leads_shows_them(story, people, as_person):
    page = as_person(people.paula).get(reverse("leads"))
    text = " ".join(page.content.decode().replace("\u00a0", " ").split())
    assert 'id="periods"' in text
    assert "98,800.00 EUR" in text
    assert story.title not in text


def test_the_number_of_queries_does_not_grow(story, people):
    def queries():
        with CaptureQueriesContext(connection) as captured:
            figures(clock.now())
        return len(captured)

    few = queries()
    SubmittedRow.create_batch(20, people=people)
    assert queries() == few <= 6
