"""Messages and notes by subject: what answers what, what a queue hears of, how many are too many."""

from datetime import timedelta

import pytest

from lifecycle import ActionRefused, clock
from review import talking
from review.enums import FlagCode
from review.models import Flag, Message
from tests.factories import claims as make
from tests.factories.people import everybody

pytestmark = pytest.mark.django_db


@pytest.fixture
def people():
    return everybody()


@pytest.fixture
def claim(people):
    return make.submitted(people)


def flagged(claim):
    return Flag.objects.about(claim).filter(code=FlagCode.MESSAGE).exists()


def partner_writes(claim, people, at=None):
    return talking.write(claim, "When?", actor=people.anna, from_staff=False, at=at or clock.now())


def staff_write(claim, people, at=None):
    return talking.write(claim, "Soon.", actor=people.rita, from_staff=True, at=at or clock.now())


def test_a_partners_message_waits_until_somebody_of_ours_writes(people, claim):
    first, second = partner_writes(claim, people), partner_writes(claim, people)
    assert flagged(claim)

    answer = staff_write(claim, people)

    assert not flagged(claim)
    answered = {one.pk: one.answered_at for one in Message.objects.about(claim)}
    assert answered == {first.pk: answer.at, second.pk: answer.at, answer.pk: None}


def test_a_message_of_ours_waits_until_the_partner_writes_and_no_queue_hears_of_it(people, claim):
    staff_write(claim, people)
    assert not flagged(claim)
    partner_writes(claim, people)
    waiting = Message.objects.about(claim).unanswered()
    assert [one.from_staff for one in waiting] == [False]


def test_no_answer_needed_is_said_of_the_other_sides_messages_alone(people, claim):
    partner_writes(claim, people)
    assert talking.settle(claim, by_staff=False, at=clock.now()) == 0
    assert flagged(claim)
    assert talking.settle(claim, by_staff=True, at=clock.now()) == 1
    assert not flagged(claim)


def test_a_side_writes_only_so_much_within_an_hour(people, claim):
    at = clock.now()
    for _ in range(talking.MOST_AN_HOUR):
        partner_writes(claim, people, at)
    with pytest.raises(ActionRefused) as refused:
        partner_writes(claim, people, at + timedelta(minutes=59))
    assert set(refused.value.fields) == {"words"}
    staff_write(claim, people, at)
    partner_writes(claim, people, at + timedelta(hours=1))


def test_one_subject_is_not_another(people, claim):
    other = make.submitted(people, 300)
    partner_writes(claim, people)
    assert not flagged(other)
    staff_write(other, people)
    assert flagged(claim)
