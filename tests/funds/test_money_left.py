"""Incentives admins are told what is left while it can still be spent, 60 and 30 days before; once each."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest
from django.core import mail
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts.enums import PartnerRole
from funds.actions import ledger
from funds.models import Fund
from funds.reminding import tell_of_money_left
from notifications.actions.delivering import deliver
from notifications.kinds import kind_of
from notifications.models import Message, Reminder
from programs.models import Program
from programs.rules import start_of_day
from tests.factories.accounts import MembershipFactory, UserFactory
from tests.factories.funds import Subject, funded
from tests.factories.programs import EnrollmentFactory, ExtensionFactory, MembershipScopeFactory

pytestmark = pytest.mark.django_db

A_DAY, A_MINUTE = timedelta(days=1), timedelta(minutes=1)
BERLIN = "Europe/Berlin"
#: Days before 31 December.
SIXTY, THIRTY = (start_of_day(day, BERLIN) for day in (date(2026, 11, 1), date(2026, 12, 1)))
ENDS = start_of_day(date(2027, 1, 1), BERLIN)


def told():
    return Message.objects.filter(kind="money_left").order_by("pk")


@pytest.fixture
def fund(db):
    Reminder.objects.create(kind="money_left", told_until=datetime(2026, 10, 1, tzinfo=UTC))
    made = funded("13650")
    EnrollmentFactory(program=made.program, partner=made.partner)
    return made


@pytest.fixture
def anna(fund):
    """The location's incentives admin, in Los Angeles."""
    user = UserFactory(name="Anna", zone="America/Los_Angeles")
    MembershipFactory(user=user, partner=fund.partner, role=PartnerRole.ADMIN)
    return user


def test_both_steps_once_each(fund, anna):
    for step in (SIXTY, THIRTY):
        for moment in (-A_MINUTE, timedelta(0), A_MINUTE):
            tell_of_money_left(step + moment)
    assert [one.created_at for one in told()] == [SIXTY, THIRTY]
    assert {one.void_at for one in told()} == {ENDS}


def test_it_says_what_is_left_and_both_dates(fund, anna):
    tell_of_money_left(SIXTY)
    message = told().get()
    deliver(message.pk, message.due_at)
    body = mail.outbox[0].body.replace("\u00a0", " ")
    assert "13,650.00 EUR is left in the fund" in body
    assert (
        "Activities must take place by 31 December 2026; claim them by 14 February 2027, 23:59 Berlin time."
        in body
    )
    assert "14 February 2027, 14:59 Los Angeles time" in body
    assert reverse("fund", args=[fund.public_id]) in body


def test_a_location_with_an_extension_reads_its_own_deadline(fund, anna):
    later = datetime(2027, 2, 28, 23, tzinfo=UTC)
    ExtensionFactory(period=fund.period, partner=fund.partner, deadline=later, granted_by=UserFactory())
    tell_of_money_left(SIXTY)
    assert told().get().context["deadline"] == later.isoformat()


def test_after_a_gap_the_last_step_alone_and_never_after_the_last_day(fund, anna):
    tell_of_money_left(THIRTY + 3 * A_DAY)
    assert [one.key.split(":")[-2] for one in told()] == ["30d"]
    Reminder.objects.update(told_until=SIXTY - A_DAY)
    assert tell_of_money_left(ENDS) == 0


def test_users_and_people_of_other_programs_are_not_told(fund, anna):
    MembershipFactory(partner=fund.partner, role=PartnerRole.USER)
    MembershipFactory(partner=fund.partner, user=UserFactory(is_active=False))
    MembershipScopeFactory(membership=MembershipFactory(partner=fund.partner))
    tell_of_money_left(SIXTY)
    assert [one.to for one in told()] == [anna]


def test_nothing_is_said_where_nothing_is_left(fund, anna):
    ledger.hold(fund, Decimal(13650), subject=Subject(1), actor=None, at=SIXTY)
    tell_of_money_left(SIXTY)
    assert not told().exists()


def test_nothing_is_said_below_the_programs_threshold(fund, anna):
    Program.objects.filter(pk=fund.program_id).update(threshold=Decimal(20_000))
    tell_of_money_left(SIXTY)
    assert not told().exists()


def test_nothing_is_said_to_who_has_left_the_program(fund, anna):
    fund.partner.enrollments.update(until=date(2026, 10, 31))
    tell_of_money_left(SIXTY)
    assert not told().exists()


def test_it_is_not_owed_once_all_is_claimed(fund, anna):
    tell_of_money_left(SIXTY)
    message = told().get()
    assert kind_of("money_left").owed([message]) == {message.pk}
    ledger.hold(fund, Decimal(13650), subject=Subject(1), actor=None, at=SIXTY)
    assert kind_of("money_left").owed([message]) == set()


def test_the_number_of_queries_does_not_grow(fund, anna):
    def queries(more):
        Message.objects.all().delete()
        Reminder.objects.update(told_until=SIXTY - A_DAY)
        for one in MembershipFactory.create_batch(more):
            EnrollmentFactory(program=fund.program, partner=one.partner)
            funded(10, partner=one.partner, period=fund.period)
        with CaptureQueriesContext(connection) as captured:
            tell_of_money_left(SIXTY)
        return len(captured), Message.objects.count()

    few, first = queries(9)
    many, both = queries(90)
    assert (first, both) == (10, 100)
    assert many == few <= 20
    assert Fund.objects.count() == 100
