"""Putting drafts in force: now, or on a day by the clock; what stands in the way is said, and nothing gets lost."""

from datetime import timedelta

import pytest

from history.models import Event
from lifecycle import ActionRefused, clock
from notifications.models import Message
from programs import rules
from programs.actions import drafting, publishing
from programs.models import ActivityTypeVersion
from programs.owed import publishing as still_owed
from tests.factories.programs import ProgramFactory, ProgramRoleFactory

DAY = timedelta(days=1)


@pytest.fixture
def draft(seminar, paula):
    return drafting.draft_activity("seminar", 2028, by=paula)


@pytest.fixture
def tomorrow(program):
    return rules.local_day(clock.now(), program.zone) + DAY


def fresh(draft):
    return ActivityTypeVersion.objects.get(pk=draft.pk)


def last_code(draft):
    return Event.objects.about(draft.activity_type).last().code


def test_a_draft_is_put_in_force(draft, seminar, paula):
    publishing.publish([draft], by=paula)
    assert ActivityTypeVersion.objects.current(2028).get() == draft
    assert ActivityTypeVersion.objects.current(2027).get() == seminar
    assert last_code(draft) == "programs.version_published"


def test_all_of_them_or_none(draft, mailing, paula):
    other = drafting.draft_activity("mailing", 2028, by=paula)
    other.expense_kinds.clear()
    with pytest.raises(ActionRefused, match="mailing: No kind of expense is paid"):
        publishing.publish([draft, other], by=paula)
    assert not ActivityTypeVersion.objects.published().filter(fiscal_year=2028).exists()


def test_only_managers_publish(draft, person):
    rita = person("rita")
    for act in (
        lambda by: publishing.publish([draft], by=by),
        lambda by: publishing.plan([draft], clock.now().date() + DAY, by=by),
        lambda by: publishing.call_off(draft, by=by),
    ):
        with pytest.raises(ActionRefused, match="Only program managers") as refused:
            act(rita)
        assert refused.value.verdict.forbidden


def test_the_clock_publishes_on_the_day(draft, paula, tomorrow):
    publishing.plan([draft], tomorrow, by=paula)
    assert fresh(draft).publish_due == rules.start_of_day(tomorrow, "Europe/Berlin")
    assert publishing.publish_planned(clock.now()) == 0
    with clock.shifted(DAY):
        assert publishing.publish_planned(clock.now()) == 1
        assert publishing.publish_planned(clock.now()) == 0
    event = Event.objects.about(draft.activity_type).last()
    assert (event.code, event.actor) == ("programs.version_published", None)


def test_the_day_begins_in_the_first_of_the_programs(draft, paula, tomorrow):
    ProgramFactory(code="JAPAN", zone="Asia/Tokyo")
    ProgramFactory(code="OVER", zone="Pacific/Auckland", active=False)
    publishing.plan([draft], tomorrow + DAY, by=paula)
    assert fresh(draft).publish_due == rules.start_of_day(tomorrow + DAY, "Asia/Tokyo")


def test_after_a_gap_it_is_published_late_and_not_never(draft, paula, tomorrow):
    publishing.plan([draft], tomorrow, by=paula)
    with clock.shifted(9 * DAY):
        assert publishing.publish_planned(clock.now()) == 1
    assert fresh(draft).published_at > fresh(draft).publish_due


def test_a_day_that_has_begun_cannot_be_planned(draft, paula, tomorrow):
    with pytest.raises(ActionRefused, match="Choose a later day, or publish now") as refused:
        publishing.plan([draft], tomorrow - DAY, by=paula)
    assert list(refused.value.fields) == ["publish_on"]


def test_what_could_not_be_published_is_refused_when_it_is_planned(draft, paula, tomorrow):
    ActivityTypeVersion.objects.filter(pk=draft.pk).update(summary={"en": "English only"})
    with pytest.raises(ActionRefused, match="Summary: words in German are missing"):
        publishing.plan([draft], tomorrow, by=paula)
    assert fresh(draft).publish_due is None


def test_called_off_it_stays_a_draft(draft, paula, tomorrow):
    publishing.plan([draft], tomorrow, by=paula)
    publishing.call_off(draft, by=paula)
    with clock.shifted(DAY):
        assert publishing.publish_planned(clock.now()) == 0
    assert last_code(draft) == "programs.publishing_called_off"


def test_what_stands_in_the_way_on_the_day_is_told_once_and_tried_again(
    draft, paula, person, tomorrow, program
):
    second = person("pete")
    ProgramRoleFactory(user=second, program=program, role="MANAGER")
    publishing.plan([draft], tomorrow, by=paula)
    kinds = list(draft.expense_kinds.all())
    fresh(draft).expense_kinds.clear()
    with clock.shifted(DAY):
        for _minute in range(2):
            assert publishing.publish_planned(clock.now()) == 0
        told = Message.objects.filter(kind="activity_not_published")
        assert sorted(str(one.to) for one in told) == ["paula", "pete"]
        assert told[0].context["problems"] == 1
        assert still_owed(told) == {one.pk for one in told}
        fresh(draft).expense_kinds.set(kinds)
        assert publishing.publish_planned(clock.now()) == 1
    assert still_owed(told) == set()
    assert fresh(draft).published_at


def test_a_defect_is_told_too_and_keeps_no_other(draft, mailing, paula, tomorrow, monkeypatch):
    other = drafting.draft_activity("mailing", 2028, by=paula)
    publishing.plan([draft, other], tomorrow, by=paula)

    def broken(version, **_how):
        if version.pk == draft.pk:
            raise RuntimeError("broken")
        return publish_version(version, **_how)

    publish_version = publishing.publish_version
    monkeypatch.setattr(publishing, "publish_version", broken)
    with clock.shifted(DAY):
        assert publishing.publish_planned(clock.now()) == 1
    assert fresh(other).published_at
    assert not fresh(draft).published_at
    assert Message.objects.get(kind="activity_not_published").context["problems"] == 0


def test_the_portals_clock_does_it(draft, paula, tomorrow):
    from programs.tasks import tick

    publishing.plan([draft], tomorrow, by=paula)
    with clock.shifted(DAY):
        assert tick()
    assert fresh(draft).published_at
