"""What keeps a draft from being published: words, and what nobody could meet."""

from decimal import Decimal

import pytest

from programs.enums import CapKind, CapScope, RequirementKind
from programs.models import ActivityTypeVersion, Program
from programs.readiness import missing_to_publish
from tests.factories.programs import CapFactory, ExpenseKindFactory, ProgramFactory, RequirementFactory
from tests.programs.catalogue.conftest import complete


@pytest.fixture
def draft(db, program):
    return complete("seminar")


def codes(draft):
    read = ActivityTypeVersion.objects.with_rules().select_related("activity_type").get(pk=draft.pk)
    return [one.code for one in missing_to_publish(read, Program.objects.filter(active=True))]


def test_a_complete_draft_can_be_published(draft):
    assert codes(draft) == []


@pytest.mark.parametrize("name", ["name", "summary", "guidance"])
def test_words_are_needed_in_both_languages(draft, name):
    ActivityTypeVersion.objects.filter(pk=draft.pk).update(**{name: {"en": "Only English", "de": " "}})
    assert codes(draft) == ["words"]


def test_what_may_be_absent_may_be_absent(draft):
    ActivityTypeVersion.objects.filter(pk=draft.pk).update(guidance={})
    assert codes(draft) == []


def test_words_of_parts_are_needed_too(draft):
    draft.requirements.update(label={"de": "Fotos"})
    CapFactory(version=draft, words={"en": "So much", "de": ""})
    assert codes(draft) == ["words", "words", "words"]


def test_something_is_paid_unless_it_cannot_be_claimed(draft):
    draft.expense_kinds.clear()
    assert codes(draft) == ["no_expense_kind"]
    ActivityTypeVersion.objects.filter(pk=draft.pk).update(active=False)
    assert codes(draft) == []


@pytest.mark.parametrize(
    ("facts", "code"),
    [
        ({"minimum": 41}, "too_many_files"),
        ({"minimum": 41, "accepts_link": True}, None),
        (
            {"kind": RequirementKind.METRIC, "accepts_files": False, "accepts_number": True, "minimum": 2},
            "figure_twice",
        ),
    ],
)
def test_nobody_is_asked_for_more_than_a_claim_takes(draft, facts, code):
    RequirementFactory(version=draft, **facts)
    assert codes(draft) == ([code] if code else [])


def test_a_group_asks_for_no_more_than_it_has(draft):
    for key in ("slides", "agenda"):
        RequirementFactory(version=draft, key=key, group="proof", group_minimum=2, required=False)
    assert codes(draft) == []
    draft.requirements.filter(group="proof").update(group_minimum=3)
    assert codes(draft) == ["group_too_small"]
    draft.requirements.filter(key="agenda").update(group_minimum=1)
    assert codes(draft) == ["group_differs", "group_too_small"]


def test_persons_are_counted_by_a_figure_that_must_be_given(draft):
    per_person = {"kind": CapKind.PER_PERSON, "persons": 3, "persons_key": "guests"}
    CapFactory(version=draft, **per_person)
    assert codes(draft) == ["persons_unknown"]
    figure = {"kind": RequirementKind.METRIC, "accepts_files": False, "accepts_number": True}
    RequirementFactory(version=draft, key="guests", **figure)
    assert codes(draft) == []


def test_only_a_cap_there_is_can_be_lifted(draft, program):
    lifted = {"kind": CapKind.LIFTED, "amount": None, "currency": "", "program": program}
    CapFactory(version=draft, key="most", **lifted)
    assert codes(draft) == ["lifts_nothing"]
    CapFactory(version=draft, key="most")
    assert codes(draft) == []


def test_a_cap_of_some_expense_kinds(draft):
    cap = CapFactory(version=draft, scope=CapScope.PERIOD)
    cap.expense_kinds.add(ExpenseKindFactory())
    assert codes(draft) == ["kinds_over_period", "kind_not_paid"]


def test_every_program_finds_the_amount_in_its_currency(draft, program):
    CapFactory(version=draft, key="most", amount=Decimal(1000), currency="EUR")
    other = ProgramFactory(code="USA", currency="USD")
    assert codes(draft) == ["cap_currency"]
    CapFactory(version=draft, key="most", amount=Decimal(1100), currency="USD", program=other)
    assert codes(draft) == []


def test_the_portals_own_catalogue_could_be_published(db):
    from lifecycle import clock
    from programs.catalogue.files import read_catalogue
    from programs.catalogue.loading import load

    load(read_catalogue(), clock.now())
    programs = list(Program.objects.all())
    versions = ActivityTypeVersion.objects.with_rules().select_related("activity_type")
    assert [(one, found) for one in versions if (found := missing_to_publish(one, programs))] == []
