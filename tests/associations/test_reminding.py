"""An answer that is due soon: told 3 days and 1 day before, once, and not to who has answered meanwhile."""

from datetime import timedelta

from django.conf import settings

from associations.actions import submitting
from associations.actions.reminding import remind_of_requests
from claims_portal.demo.coming import coming
from lifecycle import clock
from notifications.kinds import kind_of
from notifications.models import Message
from review.actions import open_request
from tests.factories import associations as make


def test_an_answer_is_reminded_of_twice_and_no_longer_when_it_came(people):
    asked = make.asked(people)
    due, began = open_request(asked).due_at, clock.now()
    remind_of_requests(began)  # from here on is told
    days = (due - began).days
    told = [remind_of_requests(began + timedelta(days=day, hours=1)) for day in range(days + 3)]
    assert [count for count in told if count] == [2, 2]
    assert told.index(2) in {days - 4, days - 3}
    reminders = list(Message.objects.filter(kind="association_due_soon"))
    owed = kind_of("association_due_soon").owed
    assert owed(reminders) == {one.pk for one in reminders}
    submitting.answer(asked.pk, user=people.ben)
    assert owed(reminders) == set()


def test_the_clock_ticks_and_says_what_comes_next(people):
    assert {"task": "associations.tick", "schedule": 60.0} in settings.CELERY_BEAT_SCHEDULE.values()
    asked, taken = make.asked(people), make.under_review(people, "exchange")
    words = {(one.about, one.what) for one in coming(clock.now())}
    assert (
        str(asked),
        "The answer about a customer is due. Without one the association is rejected.",
    ) in words
    assert (str(taken), "A customer's silence counts as consent.") in words
