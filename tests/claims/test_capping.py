"""How much of an activity's caps is left, and that nobody gets beyond them (R12)."""

from decimal import Decimal

import pytest

from claims.actions import reviewing, submitting
from claims.capping import cap_left
from claims.enums import ClaimState
from claims.models import Claim, Proof
from funds.actions.ledger import adjust
from funds.enums import EntryReason
from funds.models import Fund
from lifecycle import ActionRefused, clock
from programs.enums import CapKind, CapScope, RequirementKind
from tests.factories import claims as make
from tests.factories.programs import (
    LONG_AGO,
    ActivityTypeVersionFactory,
    CapFactory,
    ExpenseKindFactory,
    RequirementFactory,
    published,
)

SHARE = {"kind": CapKind.SHARE_OF_EARNED, "share": Decimal("0.25"), "amount": None, "currency": ""}
LARGER = {"kind": CapKind.LARGER_OF, "share": Decimal("0.1"), "amount": Decimal(2760)}
EACH = {
    "kind": CapKind.PER_PERSON,
    "scope": CapScope.CLAIM,
    "amount": Decimal(4600),
    "persons": 3,
    "persons_key": "people",
}


def capped(*caps: dict, kinds: int = 2):
    """A published activity with these caps; the first one counts its first kind of expense, if told so."""
    version = ActivityTypeVersionFactory()
    version.expense_kinds.add(*(ExpenseKindFactory() for _one in range(kinds)))
    RequirementFactory(
        version=version,
        key="people",
        kind=RequirementKind.METRIC,
        accepts_files=False,
        accepts_number=True,
        required=False,
    )
    for cap in caps:
        first_kind_only = cap.pop("first_kind_only", False)
        made = CapFactory(version=version, **cap)
        if first_kind_only:
            made.expense_kinds.add(version.expense_kinds.first())
    return published(version)


def persons(claim: Claim, text: str) -> None:
    Proof.objects.filter(claim=claim, requirement__key="people").delete()
    asked = claim.activity.requirements.get(key="people")
    Proof.objects.create(
        claim=claim, requirement=asked, text=text, added_by=claim.owner, added_at=clock.now()
    )


def left(claim: Claim) -> list[tuple]:
    return [
        (one.ceiling, one.used, one.asked, one.left, one.over)
        for one in cap_left(Claim.objects.get(pk=claim.pk), Fund.objects.get())
    ]


def said(text: str) -> str:
    return text.replace("\u00a0", " ")


@pytest.fixture
def fund(people):
    make.money_for(people, 24_000)
    return Fund.objects.get()


class TestEachKind:
    def test_a_fixed_amount_over_the_period(self, people, fund):
        activity = capped({"amount": Decimal(17_250)})
        submitting.submit(make.draft(people, 4850, activity=activity).pk, user=people.anna)
        claim = make.draft(people, 13_000, activity=activity)
        assert left(claim) == [(17_250, 4850, 13_000, 12_400, 600)]

    def test_a_share_of_earned_and_adjusted(self, people, fund):
        claim = make.draft(people, 6000, activity=capped(dict(SHARE)))
        assert left(claim) == [(6000, 0, 6000, 6000, 0)]
        adjust(fund, Decimal(-400), actor=None, at=LONG_AGO, reason=EntryReason.OPERATIONS)
        assert left(claim) == [(5900, 0, 6000, 5900, 100)]

    def test_the_larger_of_two(self, people, fund):
        claim = make.draft(people, 1, activity=capped(dict(LARGER)))
        assert left(claim)[0][0] == 2760
        make.money_for(people, 76_000)
        assert left(claim)[0][0] == 10_000

    @pytest.mark.parametrize(("text", "most"), [("2", 9200), ("3", 13_800), ("7", 13_800), ("0", 0)])
    def test_for_each_person_of_the_result_figure(self, people, fund, text, most):
        claim = make.draft(people, 9000, activity=capped(dict(EACH)))
        persons(claim, text)
        assert left(claim)[0][0] == most

    def test_before_the_persons_are_known_it_says_what_to_do(self, people, fund):
        claim = make.draft(people, 9000, activity=capped(dict(EACH)))
        Proof.objects.filter(claim=claim).delete()
        (one,) = cap_left(Claim.objects.get(pk=claim.pk), fund)
        assert (one.ceiling, one.over) == (None, 0)
        assert said(one.words) == (
            "Up to 4,600.00 EUR for each person, 3 at most: say how many under “Result figures”."
        )

    def test_only_the_kinds_it_names(self, people, fund):
        activity = capped({**EACH, "first_kind_only": True})
        claim = make.draft(people, 9000, 500, activity=activity)
        persons(claim, "2")
        claim.expenses.filter(position=2).update(kind=activity.expense_kinds.last())
        assert left(claim) == [(9200, 0, 9000, 9200, 0)]

    def test_several_apply_together(self, people, fund):
        activity = capped({"amount": 500, "scope": CapScope.CLAIM, "key": "a"}, {"amount": 800, "key": "b"})
        submitting.submit(make.draft(people, 450, activity=activity).pk, user=people.anna)
        claim = make.draft(people, 450, activity=activity)
        assert left(claim) == [(500, 0, 450, 500, 0), (800, 450, 450, 350, 100)]

    def test_without_earnings_a_share_is_nothing(self, people):
        claim = make.draft(people, 10, activity=capped(dict(SHARE)))
        (one,) = cap_left(claim, None)
        assert (one.left, one.over) == (0, 10)

    def test_a_program_lifts_it(self, people, fund):
        version = ActivityTypeVersionFactory()
        version.expense_kinds.add(ExpenseKindFactory())
        CapFactory(version=version, key="x", amount=10)
        lifted = {"kind": CapKind.LIFTED, "amount": None, "currency": "", "program": people.program}
        CapFactory(version=version, key="x", **lifted)
        claim = make.draft(people, 5000, activity=published(version))
        assert left(claim) == []
        submitting.submit(claim.pk, user=people.anna)


class TestWhatCounts:
    def test_held_and_approved_of_the_same_code_and_nothing_else(self, people, fund):
        activity = capped({"amount": 10_000})
        decided = submitting.submit(make.draft(people, 3000, activity=activity).pk, user=people.anna)
        reviewing.take(decided.pk, user=people.rita)
        make.decide(decided, make.outcomes(decided, 2600), user=people.rita)
        submitting.submit(make.draft(people, 1000).pk, user=people.anna)
        make.draft(people, 700, activity=activity)
        withdrawn = submitting.submit(make.draft(people, 500, activity=activity).pk, user=people.anna)
        submitting.withdraw(withdrawn.pk, user=people.anna)
        claim = make.draft(people, 100, activity=activity)
        # 400 stay held until the dispute's last day has passed.
        assert left(claim) == [(10_000, 3000, 100, 7000, 0)]

    def test_a_later_version_of_the_activity_goes_on_counting(self, people, fund):
        before = capped({"amount": 1000})
        submitting.submit(make.draft(people, 900, activity=before).pk, user=people.anna)
        version = ActivityTypeVersionFactory(activity_type=before.activity_type, fiscal_year=2026)
        version.expense_kinds.add(ExpenseKindFactory())
        CapFactory(version=version, amount=1000)
        assert left(make.draft(people, 50, activity=published(version))) == [(1000, 900, 50, 100, 0)]

    def test_the_claim_itself_does_not_count_twice(self, people, fund):
        claim = make.draft(people, 900, activity=capped({"amount": 1000}))
        submitting.submit(claim.pk, user=people.anna)
        assert left(claim) == [(1000, 0, 900, 1000, 0)]
        submitting.take_back(claim.pk, user=people.anna)
        submitting.submit(claim.pk, user=people.anna)


class TestSubmitting:
    def test_beyond_the_cap_is_refused_by_how_much_and_nothing_is_held(self, people, fund):
        activity = capped({"amount": 17_250})
        submitting.submit(make.draft(people, 4850, activity=activity).pk, user=people.anna)
        claim = make.draft(people, 13_000, activity=activity)
        with pytest.raises(ActionRefused) as refused:
            submitting.submit(claim.pk, user=people.anna)
        assert said(str(refused.value.reason)) == (
            f"The cap for {activity} is 17,250.00 EUR for this usage period; 12,400.00 EUR are left. "
            "This claim asks for 13,000.00 EUR: 600.00 EUR too much."
        )
        assert Fund.objects.get().held == 4850
        assert Claim.objects.get(pk=claim.pk).state == ClaimState.EDITING

    def test_exactly_the_cap_is_fine(self, people, fund):
        claim = make.draft(people, 6000, activity=capped(dict(SHARE)))
        assert submitting.submit(claim.pk, user=people.anna).claimed == 6000

    def test_every_cap_that_is_passed_is_named(self, people, fund):
        activity = capped({"amount": 500, "scope": CapScope.CLAIM, "key": "a"}, {"amount": 800, "key": "b"})
        claim = make.draft(people, 900, activity=activity)
        with pytest.raises(ActionRefused) as refused:
            submitting.submit(claim.pk, user=people.anna)
        assert "500.00 EUR for each claim. This claim asks for 900.00 EUR: 400.00 EUR too much." in said(
            str(refused.value.reason)
        )
        assert "100.00 EUR too much" in said(str(refused.value.reason))


def test_the_number_of_queries_does_not_grow(people, fund, django_assert_num_queries):
    activity = capped({"amount": 10_000}, dict(SHARE), {**EACH, "first_kind_only": True})
    for _one in range(4):
        submitting.submit(make.draft(people, 100, 200, activity=activity).pk, user=people.anna)
    claim = Claim.objects.for_page().get(pk=make.draft(people, 1, 2, 3, activity=activity).pk)
    with django_assert_num_queries(1):  # what other claims use; the catalogue was read before
        assert len(cap_left(claim, fund)) == 3
