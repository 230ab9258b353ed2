"""What the clock does about calls: reminders to who still owes them, a recovery where nobody answered; each once."""

from datetime import timedelta

import pytest

from claims import tasks
from claims.actions import calling, originals
from claims.actions.reminding.originals import remind_of_calls
from claims.enums import CallOutcome
from claims.models import OriginalsCall
from history.models import Event
from lifecycle import clock
from notifications.models import Message
from programs.rules import local_day
from tests.claims.reminding.told import begun, still_owed

pytestmark = pytest.mark.django_db


def before(call, **time):
    return clock.shifted(call.due_at - timedelta(**time) - clock.now())


@pytest.fixture(autouse=True)
def ticking(db):
    """As if beat had ticked up to now."""
    begun("originals_ahead")


def reminded(people):
    return Message.objects.filter(kind="originals_ahead", to=people.anna).count()


def test_unanswered_at_the_due_instant_and_not_a_second_before(called, decided):
    with before(called, seconds=30):
        assert calling.lapse_calls(clock.now()) == 0
    with before(called):
        tasks.tick()
        tasks.tick()
    called.refresh_from_db()
    assert called.recovery_due_at is not None
    codes = [event.code for event in Event.objects.about(decided)]
    assert codes.count("claim.call_lapses") == 1
    assert Message.objects.filter(kind="originals_overdue").count() == 2


def test_who_answered_has_nothing_to_fear(called, decided, people):
    originals.answer_sent(decided.pk, decided.last_day, "", user=people.anna)
    with before(called, days=-1):
        assert calling.lapse_calls(clock.now()) == 0
        assert remind_of_calls(clock.now()) == 0


def test_a_late_answer_is_taken_and_in_order_ends_the_recovery(called, decided, people):
    with before(called, days=-3):
        calling.lapse_calls(clock.now())
        originals.answer_sent(decided.pk, local_day(clock.now(), decided.program.zone), "", user=people.anna)
        assert OriginalsCall.objects.get().recovery_due_at is not None
        originals.close(decided.pk, CallOutcome.ACCEPTED, "", user=people.rita)
    assert OriginalsCall.objects.get().recovery_due_at is None


def test_not_answered_and_not_in_order_stays_due_since_then(called, decided, people):
    with before(called):
        calling.lapse_calls(clock.now())
    since = OriginalsCall.objects.get().recovery_due_at
    with before(called, days=-3):
        originals.close(decided.pk, CallOutcome.NOT_ACCEPTED, "Nothing came.", user=people.rita)
    assert OriginalsCall.objects.get().recovery_due_at == since


@pytest.mark.parametrize(("days", "times"), [(9, 0), (7, 1), (3, 1)])
def test_reminded_seven_days_before_once(called, people, days, times):
    with before(called, days=days, minutes=-5):
        for _beat in range(3):
            remind_of_calls(clock.now())
    assert reminded(people) == times


def test_the_second_reminder_comes_on_its_own_day(called, people):
    for days in (7, 6, 2, 1):
        with before(called, days=days, minutes=-5):
            remind_of_calls(clock.now())
    assert reminded(people) == 2


def test_what_the_call_itself_said_is_not_said_again_at_once(called, people):
    """A call due in five days needs no reminder a minute later."""
    with before(called, days=5):
        OriginalsCall.objects.update(called_at=clock.now())
        assert remind_of_calls(clock.now()) == 0


def test_an_answer_before_the_mail_goes_makes_it_needless(called, decided, people):
    with before(called, days=7, minutes=-5):
        remind_of_calls(clock.now())
    assert still_owed("originals_ahead") == ["Anna", "Ben"]
    originals.answer_sent(decided.pk, decided.last_day, "", user=people.anna)
    assert still_owed("originals_ahead") == []
