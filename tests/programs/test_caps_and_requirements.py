"""What may be paid at most, and what is still missing; over unsaved rows where no database is needed."""

from decimal import Decimal

import pytest

from programs.caps import caps_in_force, ceiling
from programs.enums import CapKind, RequirementKind
from programs.models import Cap, Program, Requirement
from programs.requirements import unmet
from tests.factories.programs import ActivityTypeVersionFactory, CapFactory

EUR = Program(code="FUND", currency="EUR")
JPY = Program(code="FUND", currency="JPY")


def cap(kind, **figures):
    return Cap(key="x", kind=kind, currency="EUR" if figures.get("amount") else "", **figures)


@pytest.mark.parametrize(
    ("one", "limit"),
    [
        (cap(CapKind.FIXED, amount=Decimal(17250)), "17250.00"),
        (cap(CapKind.SHARE_OF_EARNED, share=Decimal("0.25")), "2500.02"),  # 2500.025 goes to the even cent
        (cap(CapKind.LARGER_OF, amount=Decimal(2760), share=Decimal("0.1")), "2760.00"),
        (cap(CapKind.LARGER_OF, amount=Decimal(500), share=Decimal("0.1")), "1000.01"),
        (cap(CapKind.PER_PERSON, amount=Decimal(4600), persons=3), "9200.00"),
    ],
)
def test_the_ceiling_of_each_kind(one, limit):
    assert str(ceiling(one, EUR, earned=Decimal("10000.10"), persons=2)) == limit


def test_no_more_persons_count_than_the_cap_allows():
    one = cap(CapKind.PER_PERSON, amount=Decimal(4600), persons=3)
    assert ceiling(one, EUR, earned=Decimal(0), persons=12) == Decimal(13800)
    assert ceiling(one, EUR, earned=Decimal(0)) == 0


def test_a_share_is_rounded_to_the_programs_currency():
    assert (
        str(ceiling(cap(CapKind.SHARE_OF_EARNED, share=Decimal("0.25")), JPY, earned=Decimal(1002))) == "250"
    )


def test_an_amount_in_another_currency_is_never_taken_as_it_stands():
    with pytest.raises(ValueError, match="in EUR"):
        ceiling(cap(CapKind.FIXED, amount=Decimal(1)), JPY, earned=Decimal(0))


@pytest.mark.django_db
def test_a_program_overrides_and_lifts_caps(program, other_program):
    version = ActivityTypeVersionFactory()
    for key in ("claim", "period"):
        CapFactory(version=version, key=key, amount=1000)
    CapFactory(version=version, key="period", program=program, amount=2000)
    CapFactory(version=version, key="claim", program=program, kind=CapKind.LIFTED, amount=None, currency="")
    assert [(one.key, one.amount) for one in caps_in_force(version, program)] == [("period", 2000)]
    assert sorted((one.key, one.amount) for one in caps_in_force(version, other_program)) == [
        ("claim", 1000),
        ("period", 1000),
    ]


def slot(key, kind=RequirementKind.EVIDENCE, **fields):
    return Requirement(key=key, kind=kind, **fields)


def gaps(requirements, **given):
    return [([one.key for one in gap.requirements], gap.missing) for gap in unmet(requirements, given)]


def test_required_slots_and_figures_are_missing_until_given_core_facts_never():
    rows = [slot("brand", RequirementKind.CORE), slot("photos"), slot("guests", RequirementKind.METRIC)]
    assert gaps(rows) == [(["photos"], 1), (["guests"], 1)]
    assert gaps(rows, photos=4, guests=1) == []


def test_optional_slots_are_missing_only_once_begun():
    rows = [slot("slides", required=False, minimum=2)]
    assert gaps(rows) == []
    assert gaps(rows, slides=1) == [(["slides"], 1)]


def test_some_of_a_group_are_enough():
    rows = [slot(key, required=False, group="parts", group_minimum=2) for key in ("ad", "mail", "calls")]
    assert gaps(rows) == [(["ad", "mail", "calls"], 2)]
    assert gaps(rows, mail=3) == [(["ad", "mail", "calls"], 1)]
    assert gaps(rows, mail=1, calls=1) == []
