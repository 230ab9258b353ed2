"""The partner's people hear twice that an answer is due soon, as long as they owe it and as it is due."""

from zoneinfo import ZoneInfo

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from accounts.enums import PartnerRole
from claims.actions import reviewing, submitting
from claims.actions.reminding.requests import remind_of_requests
from review.models import Request
from review.wanted import Wanted
from tests.claims.reminding.told import A_DAY, A_MINUTE, begun, names, still_owed, ticks, told
from tests.factories import claims as make
from tests.factories.accounts import MembershipFactory, UserFactory

pytestmark = pytest.mark.django_db
KIND = "request_due_soon"


@pytest.fixture
def due(asked):
    """When Rita's request is due; reminders began before."""
    begun(KIND)
    return Request.objects.get().due_at


def days_before(due):
    """The days on which three days, and one, are left, as they begin; the last day is the one before `due`."""
    return [due - 4 * A_DAY, due - 2 * A_DAY]


def test_three_days_and_one_day_before_once_each(asked, people, due):
    ticks(remind_of_requests, *days_before(due), due)
    assert names(KIND) == ["Anna", "Anna", "Ben", "Ben"]
    for message in told(KIND):
        assert message.void_at == due
        local = message.due_at.astimezone(ZoneInfo(people.anna.zone))
        assert 8 <= local.hour < 18 or message.due_at == message.created_at


def test_it_says_what_is_asked_for_and_until_when(people):
    claim = make.asked(people, "In colour, please.", part="slot:photos")
    begun(KIND)
    request = Request.objects.get()
    remind_of_requests(days_before(request.due_at)[0])
    facts = told(KIND, to=people.ben)[0].context
    label = claim.activity.requirements.get(key="photos").label
    assert facts["items"] == [{"part": {"slot": label}, "reason": {}, "words": "In colour, please."}]
    assert facts["due"] == request.due_at.isoformat()


def test_a_line_is_named_as_the_request_named_it(people):
    claim = make.asked(people, "Is that net?", 1000, part="line:1")
    begun(KIND)
    remind_of_requests(days_before(Request.objects.get().due_at)[0])
    line = claim.expenses.get()
    assert told(KIND)[0].context["items"][0]["part"] == {"line": 1, "vendor": line.vendor}


def test_who_answered_hears_nothing(asked, people, due):
    submitting.answer(asked.pk, "Here it is.", user=people.anna)
    ticks(remind_of_requests, *days_before(due))
    assert names(KIND) == []


def test_what_is_answered_before_the_mail_goes_stays_unsent(asked, people, due):
    remind_of_requests(days_before(due)[0])
    assert still_owed(KIND) == ["Anna", "Ben"]
    submitting.answer(asked.pk, "Here it is.", user=people.anna)
    assert still_owed(KIND) == []


def test_more_time_makes_what_was_promised_untrue(asked, due):
    remind_of_requests(days_before(due)[0])
    Request.objects.update(due_at=due + 7 * A_DAY)
    assert still_owed(KIND) == []
    ticks(remind_of_requests, *days_before(due + 7 * A_DAY))
    assert len(told(KIND)) == 6


def test_after_a_gap_the_last_step_is_told_and_nothing_once_it_is_due(asked, due):
    remind_of_requests(days_before(due)[1] + 5 * A_MINUTE)
    assert len(told(KIND)) == 2
    begun(KIND, days_before(due)[0] - A_MINUTE)
    told_before = len(told(KIND))
    remind_of_requests(due + A_DAY)
    assert len(told(KIND)) == told_before


def test_what_was_asked_today_is_not_said_again_at_once(asked, due):
    Request.objects.update(made_at=days_before(due)[0] + A_MINUTE)
    remind_of_requests(days_before(due)[0] + 10 * A_MINUTE)
    assert told(KIND) == []


def test_only_people_who_may_answer_there(asked, people, due):
    gone = UserFactory(name="Gone", is_active=False)
    MembershipFactory(user=gone, partner=people.partner, role=PartnerRole.ADMIN)
    remind_of_requests(days_before(due)[0])
    assert names(KIND) == ["Anna", "Ben"]


def test_as_many_queries_for_several_as_for_one(people):
    def queries(instant):
        with CaptureQueriesContext(
            connection,
        ) as asked:
            remind_of_requests(instant)
        return len(asked)

    make.asked(people, part="slot:photos")
    begun(KIND)
    step = days_before(Request.objects.get().due_at)[0]
    one = queries(step)
    for _n in range(3):
        claim = make.under_review(people)
        reviewing.request_documents(claim.pk, [Wanted("slot:photos", words="More")], user=people.rita)
    begun(KIND, step - A_MINUTE)
    assert queries(step) == one
    assert len(told(KIND)) == 8
