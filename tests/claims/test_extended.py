"""R1: a deadline that moves late brings drafts and money back, reminders follow it, and those it concerns are told."""

from datetime import UTC, datetime, timedelta

import pytest

from claims import tasks
from claims.actions.reminding.drafts import remind_of_deadlines, tell_of_expired
from claims.enums import ClaimState
from claims.extending import away_rows, proposed_day, standing_of
from claims.models import Claim
from funds.models import Fund
from history.models import Event
from lifecycle import clock
from notifications.models import Message
from programs.actions import asking, extending
from programs.models import Extension, UsagePeriod
from programs.rules import deadline_for, local_day
from tests.claims.reminding.told import begun, names
from tests.factories.accounts import MembershipFactory
from tests.factories.programs import EnrollmentFactory, UsagePeriodFactory

pytestmark = pytest.mark.django_db

A_DAY, A_MINUTE = timedelta(days=1), timedelta(minutes=1)


def until_deadline(claim, **later):
    return claim.period.deadline + timedelta(**later) - clock.now()


def codes(subject):
    return [event.code for event in Event.objects.about(subject)]


def carried_out():
    """The job of each extension."""
    for one in Extension.objects.all():
        tasks.ticking.extension_granted(one, clock.now())


def steps_told(person):
    return [
        one.key.split(":")[-2]
        for one in Message.objects.filter(kind="deadline_ahead", to=person).order_by("pk")
    ]


def ticked(*instants):
    for instant in instants:
        for moment in (-A_MINUTE, timedelta(0), A_MINUTE):
            remind_of_deadlines(instant + moment)


def test_asked_late_and_granted_everything_comes_back_and_is_reminded_of_anew(draft, people):
    begun("deadline_ahead")
    begun("draft_expired")
    fund = Fund.objects.get(partner=draft.partner)
    with clock.shifted(until_deadline(draft, days=2)):
        tasks.tick()
        tell_of_expired(clock.now())
        draft.refresh_from_db()
        fund.refresh_from_db()
        assert (draft.state, fund.left) == (ClaimState.EXPIRED, 0)
        last = local_day(clock.now(), draft.program.zone) + 10 * A_DAY
        asked = asking.ask_for_extension(
            draft.period, draft.partner, wished=last, reason="Ill.", by=people.anna
        )
        asking.grant_request(asked, last_day=last, words="", by=people.paula)
        carried_out()
        tasks.tick()
    draft.refresh_from_db()
    fund.refresh_from_db()
    assert (draft.state, fund.left, fund.forfeited) == (ClaimState.EDITING, fund.earned, 0)
    assert codes(draft)[-2:] == ["claim.expire", "claim.revive"]
    assert [one.kind for one in fund.entries.order_by("number")][-2:] == ["FORFEIT", "RESTORE"]
    assert codes(draft.period) == ["programs.extension_asked", "programs.extension_granted"]

    period = UsagePeriod.objects.get(pk=draft.period_id)
    due = deadline_for(period, draft.partner)
    Message.objects.filter(kind="deadline_ahead").delete()
    begun("deadline_ahead", due - 9 * A_DAY)
    ticked(*(due - n * A_DAY for n in range(9, -1, -1)), due - timedelta(hours=4), due)
    assert steps_told(people.anna) == ["7d", "3d", "1d", "4h"]
    deadlines = {one.context["deadline"] for one in Message.objects.filter(kind="deadline_ahead")}
    assert deadlines == {due.isoformat()}, "nothing of the old one"
    with clock.shifted(due - clock.now()):
        tasks.tick()
        tell_of_expired(clock.now())
    over = Message.objects.filter(kind="draft_expired", to=people.anna).order_by("pk")
    assert [one.context["deadline"] for one in over] == [draft.period.deadline.isoformat(), due.isoformat()]


def test_for_all_those_with_drafts_or_money_are_told_once_after_it_came_back(draft, people):
    elsewhere = people.stranger.memberships.get().partner
    MembershipFactory(partner=elsewhere, user__name="Olga")
    idle = MembershipFactory(user__name="Ida").partner
    EnrollmentFactory(program=people.program, partner=idle)
    with clock.shifted(until_deadline(draft, days=1)):
        tasks.tick()
        last = local_day(clock.now(), draft.program.zone) + 3 * A_DAY
        now = clock.now()
        away = extending.Away("k", now - timedelta(hours=30), now - timedelta(hours=20), "Away.")
        (row,) = away_rows([people.program], away.since, away.until, now)
        assert (row.reached, row.figures.expired, row.figures.drafts) == (1, 1, 0)
        assert row.figures.forfeited == Fund.objects.get(partner=draft.partner).earned
        extending.give_to_all(away, {draft.period.pk: last}, by=people.paula)
        carried_out()
        carried_out()
    assert names("extension_for_all") == ["Anna"], "not Ben, who is no admin; nobody who has nothing there"
    facts = Message.objects.get(kind="extension_for_all").context
    assert (facts["drafts"], facts["words"]) == (1, "Away.")
    assert facts["left"] != ""
    assert Claim.objects.get(pk=draft.pk).state == ClaimState.EDITING


def test_who_has_more_time_already_is_not_told(draft, people):
    day = draft.period.deadline_day
    extending.grant_extension(
        draft.period, partner=draft.partner, last_day=day + 9 * A_DAY, reason="Ill", by=people.paula
    )
    extending.grant_extension(
        draft.period, partner=None, last_day=day + 2 * A_DAY, reason="Away", by=people.paula
    )
    carried_out()
    assert names("extension_for_all") == []


def test_how_a_location_stands(draft, people):
    standing = standing_of(draft.period, draft.partner, clock.now())
    assert (standing.drafts, standing.expired, standing.forfeited) == (1, 0, 0)
    assert standing.left == Fund.objects.get(partner=draft.partner).left
    assert standing.asked_until - standing.deadline == 30 * A_DAY
    elsewhere = people.stranger.memberships.get().partner
    standing = standing_of(draft.period, elsewhere, clock.now())
    assert (standing.drafts, standing.left) == (0, 0)


@pytest.mark.parametrize(
    ("since", "until", "proposed"),
    [
        ("2027-02-14T08:00", "2027-02-14T12:00", "2027-02-15"),
        ("2027-02-13T20:00", "2027-02-14T12:00", "2027-02-16"),
        # In Berlin the next day has begun at 23:00 UTC; to its very end it is still the old one.
        ("2027-02-14T20:00", "2027-02-14T23:00", "2027-02-15"),
        ("2027-02-14T20:00", "2027-02-14T23:01", "2027-02-16"),
        ("2027-01-20T20:00", "2027-01-20T23:00", None),
    ],
)
def test_proposed_are_the_whole_days_it_touched(people, since, until, proposed):
    period = UsagePeriodFactory(program=people.program)
    since, until = (datetime.fromisoformat(one).replace(tzinfo=UTC) for one in (since, until))
    day = proposed_day(period, since, until, until)
    assert (day and day.isoformat()) == proposed


def test_a_day_that_is_over_is_not_proposed(people):
    period = UsagePeriodFactory(program=people.program)
    since = period.deadline - timedelta(hours=5)
    day = proposed_day(period, since, since + timedelta(hours=1), period.deadline + 9 * A_DAY)
    assert day == period.deadline_day + 10 * A_DAY
