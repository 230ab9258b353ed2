"""Comparisons and history in words: what differs, and in which way."""

from decimal import Decimal

import pytest
from django.utils import translation

from programs.actions import drafting
from programs.catalogue_words import history_of, sections
from programs.comparing import Change, changes, facts_of
from programs.models import ActivityTypeVersion
from tests.factories.programs import CapFactory, RequirementFactory, words


def facts(version):
    read = ActivityTypeVersion.objects.with_rules().prefetch_related("caps__program")
    return facts_of(read.get(pk=version.pk))


@pytest.fixture
def draft(seminar, paula):
    return drafting.draft_activity("seminar", 2028, by=paula)


def test_a_copy_differs_in_nothing(seminar, draft):
    assert sections(facts(seminar), facts(draft)) == []


def test_each_difference_is_called_by_its_name(seminar, draft, program):
    draft.name = words("Seminar, also on line")
    draft.active = False
    draft.save()
    draft.requirements.filter(key="photos").delete()
    RequirementFactory(version=draft, key="slides")
    draft.caps.update(amount=Decimal("1200.5"))
    CapFactory(
        version=draft,
        key="most",
        program=program,
        kind="SHARE_OF_EARNED",
        amount=None,
        currency="",
        share="0.25",
    )
    found = {one.title: one for one in sections(facts(seminar), facts(draft))}
    assert {title: one.how for title, one in found.items()} == {
        "Activity": "Changed",
        "Requirement “photos”": "Removed",
        "Requirement “slides”": "Added",
        "Cap “most”": "Changed",
        "Cap “most” of the program FUND": "Added",
    }
    lines = {one.label: (one.before, one.after, one.how) for one in found["Activity"].lines}
    assert lines["Can be claimed"] == ("Yes", "No", "Changed")
    assert lines["Name (German)"][1] == "Seminar, also on line (de)"
    (amount,) = found["Cap “most”"].lines
    assert (amount.label, amount.before, amount.after) == ("Amount", "1,000", "1,200.5")
    share = {one.label: one.after for one in found["Cap “most” of the program FUND"].lines}["Share"]
    assert share == "25%"


def test_the_same_in_german(seminar, draft):
    draft.caps.update(amount=Decimal("1200.5"))
    with translation.override("de"):
        (section,) = sections(facts(seminar), facts(draft))
    assert section.lines[0].after == "1.200,5"


def test_the_history_tells_every_step(seminar, draft, paula):
    drafting.save_words(draft, {"active": False}, draft.expense_kinds.all(), edition=1, by=paula)
    changed, copied = history_of(seminar.activity_type)
    assert copied.said == "Draft of fiscal year 2028, copied from fiscal year 2027"
    assert (changed.said, changed.who) == ("Draft of fiscal year 2028 changed", "paula")
    assert [(one.label, one.before, one.after) for one in changed.lines] == [("Can be claimed", "Yes", "No")]


def test_an_empty_value_where_there_was_nothing_is_no_difference():
    assert changes({}, {"guidance.en": ""}) == []
    assert changes({"active": True}, {"active": False}) == [Change("active", True, False)]
