"""The catalogue's rows: what the database refuses, and that nothing published ever changes (R21)."""

from datetime import date
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from programs.enums import CapKind, CapScope, RequirementKind
from programs.models import ActivityType, ActivityTypeVersion, Cap, Requirement
from tests.factories.programs import (
    LONG_AGO,
    ActivityTypeFactory,
    ActivityTypeVersionFactory,
    CapFactory,
    ExpenseKindFactory,
    RequirementFactory,
    published,
    words,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def version():
    """A published version with one of everything."""
    kind = ExpenseKindFactory()
    version = ActivityTypeVersionFactory()
    version.expense_kinds.add(kind)
    RequirementFactory(version=version)
    CapFactory(version=version, scope=CapScope.CLAIM).expense_kinds.add(kind)
    return published(version)


CHANGES = {
    "its words": lambda v: ActivityTypeVersion.objects.filter(pk=v.pk).update(name=words("New")),
    "taking it back": lambda v: ActivityTypeVersion.objects.filter(pk=v.pk).update(published_at=None),
    "deleting it": lambda v: ActivityTypeVersion.objects.filter(pk=v.pk).delete(),
    "a requirement": lambda v: v.requirements.update(required=False),
    "a requirement less": lambda v: v.requirements.all().delete(),
    "a requirement more": lambda v: RequirementFactory(version=v),
    "a requirement moved in": lambda v: Requirement.objects.filter(pk=RequirementFactory().pk).update(
        version=v
    ),
    "a cap": lambda v: v.caps.update(amount=5),
    "a cap less": lambda v: v.caps.all().delete(),
    "a cap more": lambda v: CapFactory(version=v),
    "a cap's expense kinds": lambda v: v.caps.get().expense_kinds.clear(),
    "an expense kind less": lambda v: v.expense_kinds.clear(),
    "an expense kind more": lambda v: v.expense_kinds.add(ExpenseKindFactory()),
}


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES.keys())
def test_nothing_of_a_published_version_changes(version, change):
    with pytest.raises(IntegrityError, match="never edited"), transaction.atomic():
        change(version)


def test_the_model_refuses_it_in_words(version):
    with pytest.raises(ValidationError, match="publish a new revision"):
        version.full_clean()


def test_a_draft_may_change():
    draft = ActivityTypeVersionFactory()
    RequirementFactory(version=draft)
    draft.name = words("Better")
    draft.full_clean()
    draft.save()
    draft.requirements.all().delete()
    draft.delete()


@pytest.mark.parametrize("missing", ["en", "de"])
def test_a_version_is_published_in_both_languages_only(missing):
    draft = ActivityTypeVersionFactory()
    draft.name.pop(missing)
    draft.published_at = LONG_AGO
    with pytest.raises(ValidationError):
        draft.full_clean()
    with pytest.raises(IntegrityError, match="published_in_both_languages"), transaction.atomic():
        draft.save()


def test_publishing_looks_at_the_parts_too():
    draft = ActivityTypeVersionFactory()
    RequirementFactory(version=draft, label={"en": "Photos", "de": ""})
    with pytest.raises(ValidationError):
        published(draft)
    assert not ActivityTypeVersion.objects.published().exists()


def test_what_needs_prior_approval_cannot_be_claimed():
    with pytest.raises(IntegrityError, match="prior_approval_inactive"), transaction.atomic():
        ActivityTypeVersionFactory(needs_prior_approval=True, active=True)
    ActivityTypeVersionFactory(needs_prior_approval=True, active=False)


def test_a_year_has_one_draft():
    version = ActivityTypeVersionFactory()
    with pytest.raises(IntegrityError, match="programs_version_one_draft"), transaction.atomic():
        ActivityTypeVersionFactory(activity_type=version.activity_type, revision=2)
    published(version)
    ActivityTypeVersionFactory(activity_type=version.activity_type, revision=2)


def test_what_is_planned_has_a_day_and_a_person():
    with pytest.raises(IntegrityError, match="programs_version_planned_by_somebody"), transaction.atomic():
        ActivityTypeVersionFactory(publish_on=date(2027, 7, 1))


def test_a_revision_exists_once():
    version = published(ActivityTypeVersionFactory())
    with pytest.raises(IntegrityError, match="programs_version_once"), transaction.atomic():
        ActivityTypeVersionFactory(activity_type=version.activity_type)


CORE, EVIDENCE, METRIC = RequirementKind
NOTHING = {"accepts_files": False}


@pytest.mark.parametrize(
    ("fields", "constraint"),
    [
        ({"kind": CORE}, "takes_what_its_kind_takes"),
        ({"kind": EVIDENCE, **NOTHING}, "takes_what_its_kind_takes"),
        ({"kind": EVIDENCE, "accepts_number": True}, "takes_what_its_kind_takes"),
        ({"kind": METRIC, **NOTHING}, "takes_what_its_kind_takes"),
        ({"kind": METRIC, "accepts_number": True}, "takes_what_its_kind_takes"),
        (
            {"kind": METRIC, **NOTHING, "accepts_number": True, "accepts_text": True},
            "takes_what_its_kind_takes",
        ),
        ({"kind": "OTHER"}, "takes_what_its_kind_takes"),
        ({"minimum": 0}, "minimum_at_least_one"),
        ({"group": "parts", "group_minimum": 0, "required": False}, "group_says_how_many"),
        ({"group": "parts", "group_minimum": 2, "required": True}, "group_says_how_many"),
        ({"group": "", "group_minimum": 2}, "group_says_how_many"),
    ],
)
def test_impossible_requirements_are_refused(fields, constraint):
    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        RequirementFactory(**fields)


SHARE = {"amount": None, "currency": "", "share": Decimal("0.25")}


@pytest.mark.parametrize(
    ("fields", "constraint"),
    [
        ({"amount": None, "currency": ""}, "has_what_its_kind_needs"),
        ({"amount": Decimal(0)}, "has_what_its_kind_needs"),
        ({"share": Decimal("0.5")}, "has_what_its_kind_needs"),
        ({"kind": CapKind.SHARE_OF_EARNED}, "has_what_its_kind_needs"),
        ({"kind": CapKind.SHARE_OF_EARNED, **SHARE, "share": None}, "has_what_its_kind_needs"),
        ({"kind": CapKind.SHARE_OF_EARNED, **SHARE, "share": Decimal("1.5")}, "has_what_its_kind_needs"),
        ({"kind": CapKind.LARGER_OF}, "has_what_its_kind_needs"),
        ({"kind": CapKind.LARGER_OF, **SHARE}, "has_what_its_kind_needs"),
        ({"kind": CapKind.PER_PERSON}, "has_what_its_kind_needs"),
        ({"kind": CapKind.PER_PERSON, "persons": 3}, "has_what_its_kind_needs"),
        ({"kind": CapKind.LIFTED, "amount": None, "currency": ""}, "has_what_its_kind_needs"),
        ({"kind": "OTHER"}, "has_what_its_kind_needs"),
        ({"currency": ""}, "amount_has_currency"),
        ({"currency": "euro"}, "currency"),
        ({"kind": CapKind.SHARE_OF_EARNED, **SHARE, "currency": "EUR"}, "amount_has_currency"),
        ({"scope": "YEAR"}, "scope_known"),
    ],
)
def test_impossible_caps_are_refused(fields, constraint):
    with (
        pytest.raises(Exception, match=constraint if fields.get("currency") != "euro" else "too long"),
        transaction.atomic(),
    ):
        CapFactory(**fields)


def test_a_cap_and_its_override_exist_once(program):
    version = ActivityTypeVersionFactory()
    for owner in (None, program):
        CapFactory(version=version, key="period", program=owner)
        with pytest.raises(IntegrityError, match="programs_cap_once"), transaction.atomic():
            CapFactory(version=version, key="period", program=owner)
    assert Cap.objects.count() == 2


def test_the_version_that_holds_is_the_newest_published_one_up_to_the_year():
    activity = ActivityTypeFactory()
    first = published(ActivityTypeVersionFactory(activity_type=activity, fiscal_year=2021))
    corrected = published(ActivityTypeVersionFactory(activity_type=activity, fiscal_year=2021, revision=2))
    later = published(ActivityTypeVersionFactory(activity_type=activity, fiscal_year=2025))
    ActivityTypeVersionFactory(activity_type=activity, fiscal_year=2026)  # a draft
    assert first != corrected
    held = [ActivityTypeVersion.objects.current(year).first() for year in (2020, 2021, 2024, 2025, 2027)]
    assert held == [None, corrected, corrected, later, later]


def test_what_is_inactive_is_not_offered():
    published(ActivityTypeVersionFactory(active=False))
    assert ActivityTypeVersion.objects.current(2027).count() == 1
    assert not ActivityTypeVersion.objects.offered(2027).exists()
    assert ActivityType.objects.count() == 1
