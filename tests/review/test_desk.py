"""Soft locks, assignments, kept filters and flags: what they do, and what the database refuses of them."""

from datetime import timedelta

import pytest
from django.contrib.auth.signals import user_logged_out
from django.db import IntegrityError, transaction

from lifecycle import ActionRefused, clock
from review import assigning, flags, holding, saving
from review.enums import FlagCode
from review.models import Assignment, Flag, Hold, SavedFilter
from tests.factories.accounts import PartnerFactory, UserFactory

pytestmark = pytest.mark.django_db


class Subject:
    """Anything that has a kind and a key."""

    SUBJECT_KIND = "thing"

    def __init__(self, pk: int) -> None:
        self.pk = pk


THING, OTHER = Subject(1), Subject(2)


@pytest.fixture
def rita():
    return UserFactory(name="Rita")


@pytest.fixture
def rolf():
    return UserFactory(name="Rolf")


def refused(constraint: str, make) -> None:
    with pytest.raises(IntegrityError) as error, transaction.atomic():
        make()
    assert error.value.__cause__.diag.constraint_name == constraint


def row(model, **fields):
    return lambda: model.objects.create(subject_kind="thing", subject_id=1, **fields)


def test_who_was_there_first_holds(rita, rolf):
    at = clock.now()

    assert holding.hold(THING, rita, at).by == rita
    assert holding.hold(THING, rolf, at).by == rita
    assert holding.hold(OTHER, rolf, at).by == rolf


def test_a_hold_ends_by_itself_and_each_act_makes_it_last(rita, rolf):
    at = clock.now()
    holding.hold(THING, rita, at)

    assert holding.holder(THING, at + timedelta(minutes=29)).since == at
    assert holding.extend(THING, rita, at + timedelta(minutes=29))
    assert not holding.extend(THING, rolf, at + timedelta(minutes=29))
    assert holding.holder(THING, at + timedelta(minutes=58)).since == at
    assert holding.holder(THING, at + timedelta(minutes=59)) is None
    assert holding.hold(THING, rolf, at + timedelta(minutes=59)).by == rolf


def test_it_is_taken_over_and_freed(rita, rolf):
    at = clock.now()
    holding.hold(THING, rita, at)
    holding.take_over(THING, rolf, at)

    assert holding.holder(THING, at).by == rolf
    assert not holding.release(THING, rita)
    assert holding.release(THING, rolf)
    assert holding.holder(THING, at) is None


def test_whoever_signs_out_holds_nothing(rita, rolf):
    at = clock.now()
    holding.hold(THING, rita, at)
    holding.hold(OTHER, rolf, at)

    user_logged_out.send(type(rita), request=None, user=rita)
    user_logged_out.send(type(rita), request=None, user=None)

    assert [one.by for one in Hold.objects.all()] == [rolf]


def test_the_last_assignment_counts(rita, rolf):
    at = clock.now()
    assigning.assign(THING, rita, by=rolf, at=at)
    assigning.assign(THING, rolf, by=rolf, at=at)

    assert assigning.assigned(THING).to == rolf
    assigning.unassign(THING)
    assert assigning.assigned(THING) is None


def test_a_filter_is_kept_once_under_a_name_and_by_its_owner_alone(rita, rolf):
    kept = saving.save(rita, "Mine", "mine=on")
    saving.save(rolf, "Mine", "mine=on")

    with pytest.raises(ActionRefused, match="of this name already"):
        saving.save(rita, "Mine", "flag=duplicate")
    assert not saving.delete(rolf, kept.pk)
    assert saving.delete(rita, kept.pk)


def test_there_are_not_more_filters_than_one_reads(rita):
    for number in range(saving.MOST):
        saving.save(rita, f"No. {number}", "mine=on")
    with pytest.raises(ActionRefused, match="Delete one"):
        saving.save(rita, "One more", "mine=on")


def test_a_flag_is_set_once_and_cleared():
    flags.set(THING, FlagCode.DUPLICATE)
    flags.set(THING, FlagCode.DUPLICATE)
    flags.put(THING, FlagCode.RESCAN, True)
    flags.put(THING, FlagCode.DISPUTE, False)
    assert set(Flag.objects.about(THING).values_list("code", flat=True)) == {"duplicate", "rescan"}

    flags.clear(THING, FlagCode.DUPLICATE, FlagCode.RESCAN)
    assert not Flag.objects.about(THING).exists()


def test_flags_of_another_kind_of_thing_are_not_touched():
    partner = PartnerFactory()
    flags.set(partner, FlagCode.MESSAGE)
    flags.clear(Subject(partner.pk), FlagCode.MESSAGE)
    assert Flag.objects.about(partner).exists()


def test_what_the_database_refuses(rita, rolf):
    at = clock.now()
    later = at + timedelta(minutes=1)
    holding.hold(THING, rita, at)
    assigning.assign(THING, rita, by=rolf, at=at)
    saving.save(rita, "Mine", "mine=on")
    flags.set(THING, FlagCode.MESSAGE)

    refused("review_hold_one", row(Hold, by=rolf, since=at, until=later))
    refused("review_hold_ends_later", lambda: Hold.objects.update(until=at))
    refused("review_assignment_one", row(Assignment, to=rolf, by=rolf, at=at))
    refused("review_savedfilter_name_once", lambda: SavedFilter.objects.create(user=rita, name="Mine"))
    refused("review_flag_once", row(Flag, code="message"))
