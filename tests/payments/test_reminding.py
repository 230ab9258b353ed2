"""Payers are reminded of what nobody has cleared up for days, once."""

from datetime import timedelta

import pytest

from lifecycle import clock
from notifications.models import Message
from payments.actions import reminding, settling, statements
from payments.tasks import read_statement
from tests.factories import payments as made
from tests.payments.files import Line, camt

DAY = timedelta(days=1)


def told(kind):
    return sorted(Message.objects.filter(kind=kind).values_list("address", flat=True))


@pytest.fixture
def unclear(people):
    """A payment nobody knows about, and a statement with an entry that matches nothing."""
    sent = made.sent(people, 1200)
    for remind in (reminding.remind_of_unknown, reminding.remind_of_entries):
        remind(clock.now())  # the first call says from when on is told
    settling.lose_track(sent.pk, "Time-out.", user=people.pia)
    statement = statements.receive(camt(Line("1.00", "X-1")), "s.xml", "en", user=people.pia)
    read_statement.body(at=clock.now(), statement=statement.pk)
    return sent, statement


def tick(days):
    at = clock.now() + days * DAY
    reminding.remind_of_unknown(at)
    reminding.remind_of_entries(at)


def test_after_three_days_and_after_a_week_all_payers_hear_of_it_once(unclear):
    tick(2)
    assert told("payment_unknown") == told("entries_wait") == []
    payers = ["pavel@example.com", "pia@example.com"]
    for days in (3.1, 4, 6):
        tick(days)
    assert (told("payment_unknown"), told("entries_wait")) == (payers, [])
    for days in (7.1, 8, 30):
        tick(days)
    assert (told("payment_unknown"), told("entries_wait")) == (payers, payers)


def test_what_is_cleared_up_reminds_nobody(people, unclear):
    sent, statement = unclear
    facts = {"user": people.pia, "booked_on": None, "reference": ""}
    settling.propose_outcome(sent.pk, "FAILED", "The bank never had it.", **facts)
    settling.agree_outcome(sent.pk, user=people.pavel)
    statements.set_aside(statement.entries.get().pk, "A fee.", user=people.pia)
    tick(30)
    assert told("payment_unknown") == told("entries_wait") == []
