"""Asking, answering, lapsing; and what the database refuses of a request."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from lifecycle import ActionRefused, clock
from review import actions
from review.enums import ItemOutcome
from review.models import Request
from review.wanted import Wanted
from tests.factories.accounts import UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def rita():
    return UserFactory(name="Rita")


@pytest.fixture
def asked(rita):
    """Anything may be asked about; here a person. Due in a day."""
    at = clock.now()
    items = [Wanted(words="The agenda, please."), Wanted("page:2", words="A clearer copy.")]
    return actions.ask(rita, items, due_at=at + timedelta(days=1), actor=rita, at=at)


def outcomes(request):
    return list(request.items.values_list("outcome", flat=True))


def test_a_request_is_open_until_it_is_answered(asked, rita):
    assert actions.open_request(rita) == asked
    first, second = asked.items.all()
    actions.answer(asked, "Here.", answered=[first.pk], actor=rita, at=clock.now())
    assert outcomes(asked) == [ItemOutcome.ANSWERED, ItemOutcome.UNANSWERED]
    assert second.position == 2
    assert actions.open_request(rita) is None
    asked.refresh_from_db()
    assert (asked.comment, asked.answered_by, asked.is_open) == ("Here.", rita, False)


@pytest.mark.parametrize("late", [timedelta(0), timedelta(seconds=1)])
def test_an_answer_at_the_due_instant_is_too_late(asked, rita, late):
    with pytest.raises(ActionRefused, match="time to answer is over"):
        actions.answer(asked, "Here.", answered=[], actor=rita, at=asked.due_at + late)
    assert outcomes(asked) == ["", ""]
    actions.answer(asked, "Here.", answered=[], actor=rita, at=asked.due_at - timedelta(microseconds=1))


def test_what_was_saved_is_there_when_it_lapses(asked, rita):
    actions.save_comment(asked, "Half of it")
    assert list(Request.objects.due(asked.due_at)) == [asked]
    assert not Request.objects.due(asked.due_at - timedelta(seconds=1)).exists()
    actions.lapse(asked, answered=[], at=asked.due_at)
    assert outcomes(asked) == [ItemOutcome.UNANSWERED] * 2
    asked.refresh_from_db()
    assert (asked.comment, asked.answered_by, asked.is_open) == ("Half of it", None, False)
    assert not Request.objects.due(asked.due_at).exists()


def test_what_nobody_needs_any_more_says_nothing_of_its_items(asked):
    actions.close(asked, at=clock.now())
    assert outcomes(asked) == ["", ""]
    asked.refresh_from_db()
    assert (asked.is_open, asked.ran_out) == (False, False)


def test_more_of_it_stands_behind_and_never_shortens_the_time(asked):
    due = asked.due_at
    actions.extend(asked, [Wanted(words="And the photos.")], due_at=due - timedelta(hours=1))
    assert (asked.due_at, [one.position for one in asked.items.all()]) == (due, [1, 2, 3])
    actions.extend(asked, [Wanted(words="And the list.")], due_at=due + timedelta(hours=1))
    assert asked.due_at == due + timedelta(hours=1)


def test_nothing_is_no_request(rita):
    at = clock.now()
    with pytest.raises(ValueError, match="asks for something"):
        actions.ask(rita, [], "Words alone", due_at=at + timedelta(days=1), actor=rita, at=at)


def test_one_request_at_a_time(asked, rita):
    more = [Wanted(words="And the photos.")]
    again = {"due_at": asked.due_at, "actor": rita, "at": asked.made_at}
    with pytest.raises(IntegrityError, match="review_request_one_open"), transaction.atomic():
        actions.ask(rita, more, **again)
    actions.close(asked, at=asked.due_at)
    actions.ask(rita, more, **again)


@pytest.mark.parametrize(
    ("changes", "constraint"),
    [
        ({"position": 1}, "review_requestitem_position_once"),
        ({"words": ""}, "review_requestitem_says_what"),
        ({"outcome": "FORGOTTEN"}, "review_requestitem_outcome_known"),
    ],
)
def test_an_impossible_item_is_refused(asked, changes, constraint):
    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        asked.items.filter(position=2).update(**changes)


@pytest.mark.parametrize(
    ("changes", "constraint"),
    [
        ({"due_at": lambda one: one.made_at}, "review_request_due_later"),
        (
            {
                "answered_at": lambda one: one.due_at,
                "answered_by": lambda one: one.made_by,
                "lapsed_at": lambda one: one.due_at,
            },
            "review_request_answered_or_lapsed",
        ),
        ({"answered_at": lambda one: one.due_at}, "review_request_answered_by_somebody"),
        ({"answered_by": lambda one: one.made_by}, "review_request_answered_by_somebody"),
    ],
)
def test_an_impossible_request_is_refused(asked, changes, constraint):
    values = {name: value(asked) for name, value in changes.items()}
    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        Request.objects.filter(pk=asked.pk).update(**values)
