"""Copying a year or an activity, and changing drafts; what is published stays."""

import pytest

from history.models import Event
from lifecycle import ActionRefused
from programs.actions import drafting
from programs.comparing import changes, facts_of
from programs.enums import ActivityCategory, VendorRole
from programs.models import ActivityType, ActivityTypeVersion, Cap, Requirement
from tests.factories.programs import ProgramRoleFactory, words
from tests.programs.catalogue.conftest import complete


def read(version):
    return ActivityTypeVersion.objects.with_rules().get(pk=version.pk)


def codes(activity):
    return [one.code for one in Event.objects.about(activity)]


def test_a_year_is_copied_once(seminar, mailing, paula):
    made = drafting.copy_year(2028, by=paula)
    assert {(one.activity_type.code, one.fiscal_year, one.revision) for one in made} == {
        ("seminar", 2028, 1),
        ("mailing", 2028, 1),
    }
    assert drafting.copy_year(2028, by=paula) == []
    assert ActivityTypeVersion.objects.current(2028).count() == 2, "drafts do not hold"


def test_a_copy_says_all_that_its_source_says(seminar, paula):
    (draft,) = drafting.copy_year(2028, by=paula)
    assert changes(facts_of(read(seminar)), facts_of(read(draft))) == []
    assert draft.requirements.count() == 2
    assert draft.caps.get().expense_kinds.count() == seminar.caps.get().expense_kinds.count()


def test_what_was_written_already_is_left_alone(seminar, mailing, paula):
    draft = drafting.draft_activity("seminar", 2028, by=paula)
    assert [one.activity_type.code for one in drafting.copy_year(2028, by=paula)] == ["mailing"]
    assert drafting.draft_activity("seminar", 2028, by=paula) == draft


def test_a_correction_is_the_next_revision(seminar, paula):
    draft = drafting.draft_activity("seminar", 2027, by=paula)
    assert (draft.fiscal_year, draft.revision, draft.published_at) == (2027, 2, None)


def test_what_was_never_published_cannot_be_copied(paula, db):
    complete("podcast", 2028)
    with pytest.raises(ActionRefused, match="Nothing of this activity was published yet"):
        drafting.draft_activity("podcast", 2027, by=paula)


def test_only_managers_write(seminar, program, person):
    rita = person("rita")
    ProgramRoleFactory(user=rita, program=program, role=VendorRole.REVIEWER)
    with pytest.raises(ActionRefused, match="Only program managers change the catalogue") as refused:
        drafting.copy_year(2028, by=rita)
    assert refused.value.verdict.forbidden


def test_a_change_stands_in_the_history_with_before_and_after(seminar, paula):
    draft = drafting.draft_activity("seminar", 2028, by=paula)
    new = {"name": words("Seminar and webinar"), "active": False}
    drafting.save_words(draft, new, draft.expense_kinds.all(), edition=1, by=paula)
    event = Event.objects.about(seminar.activity_type).last()
    assert (event.code, event.actor) == ("programs.draft_changed", paula)
    assert {"place": "active", "before": True, "after": False} in event.params["changes"]
    assert [one["place"] for one in event.params["changes"]] == ["name.en", "name.de", "active"]
    assert read(seminar).active, "the published one stays"


def test_nothing_changed_is_no_event(seminar, paula):
    draft = drafting.draft_activity("seminar", 2028, by=paula)
    before = codes(seminar.activity_type)
    drafting.save_words(draft, {"active": True}, draft.expense_kinds.all(), edition=1, by=paula)
    assert codes(seminar.activity_type) == before


def test_nobody_overwrites_what_they_have_not_seen(seminar, paula):
    draft = drafting.draft_activity("seminar", 2028, by=paula)
    drafting.remove_requirement(draft, "photos", by=paula)
    with pytest.raises(drafting.Outdated) as refused:
        drafting.save_words(draft, {"active": False}, [], edition=1, by=paula)
    assert refused.value.edition == 2
    drafting.save_words(draft, {"active": False}, [], edition=2, by=paula)


@pytest.mark.parametrize("gone", ["published", "deleted"])
def test_what_is_no_draft_any_more_is_not_changed(seminar, paula, gone):
    draft = drafting.draft_activity("seminar", 2028, by=paula)
    if gone == "deleted":
        drafting.delete_draft(draft, by=paula)
    else:
        ActivityTypeVersion.objects.filter(pk=draft.pk).update(published_at=seminar.published_at)
    with pytest.raises(ActionRefused, match="no draft any more"):
        drafting.save_words(draft, {"active": False}, [], edition=1, by=paula)


def test_requirements_come_and_go(seminar, paula):
    draft = drafting.draft_activity("seminar", 2028, by=paula)
    fresh = Requirement(key="slides", kind="EVIDENCE", accepts_files=True, label=words("Slides"))
    drafting.save_requirement(draft, fresh, edition=1, by=paula)
    assert draft.requirements.count() == 3
    drafting.remove_requirement(draft, "slides", by=paula)
    assert (
        next(
            one["place"].split("/")[1]
            for one in Event.objects.about(draft.activity_type).last().params["changes"]
        )
        == "slides"
    )
    assert seminar.requirements.count() == 2


def test_a_cap_of_a_program_is_its_managers_alone(seminar, paula, program, other_program):
    draft = drafting.draft_activity("seminar", 2028, by=paula)
    theirs = Cap(key="most", program=other_program, kind="LIFTED", scope="PERIOD", words=words("None"))
    with pytest.raises(ActionRefused, match="Only a program manager of this program") as refused:
        drafting.save_cap(draft, theirs, [], edition=1, by=paula)
    assert refused.value.verdict.forbidden
    ours = Cap(key="most", program=program, kind="LIFTED", scope="PERIOD", words=words("None"))
    drafting.save_cap(draft, ours, [], edition=1, by=paula)
    drafting.remove_cap(draft, ours, by=paula)
    assert draft.caps.count() == 1


def test_a_new_activity_has_a_draft_and_a_code_for_ever(paula, seminar):
    activity = ActivityType(code="podcast", category=ActivityCategory.DEMAND_GENERATION)
    draft = drafting.add_activity(2028, activity, {"name": words("Podcast"), "summary": {}}, by=paula)
    assert (draft.fiscal_year, draft.published_at) == (2028, None)
    assert codes(activity) == ["programs.activity_added"]
    assert activity.position == seminar.activity_type.position, "it stands among those of its category"
    again = ActivityType(code="podcast", category=ActivityCategory.DEMAND_GENERATION)
    with pytest.raises(ActionRefused, match="This code is taken"):
        drafting.add_activity(2028, again, {"name": words("Podcast"), "summary": {}}, by=paula)
