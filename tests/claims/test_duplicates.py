"""R18: which lines are the same invoice, which of them flag each other, and that a flagged one needs a reason."""

from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from claims.actions import deciding, disputing, submitting
from claims.duplicates import fingerprint, flagged_lines, uses_for_staff
from claims.models import Claim, Decision, Expense
from claims.words import timeline
from history.models import Event
from lifecycle import ActionRefused
from tests.claims import twins
from tests.factories import claims as make
from tests.factories.people import everybody

REFUSED = "may be claimed twice"


@pytest.fixture
def people(db):
    return everybody()


@pytest.fixture
def others(people):
    return twins.other_company()


def uses_of(claim: Claim, people):
    """Where else the invoice of the claim's one line is used, as the reviewer sees it."""
    (uses,) = uses_for_staff(Claim.objects.get(pk=claim.pk), people.rita).values()
    return uses


def flagged(claim: Claim) -> bool:
    return bool(flagged_lines(Claim.objects.get(pk=claim.pk)))


def test_the_same_vendor_number_and_amount_of_another_partner(people, others):
    theirs, ours = twins.submitted(others), twins.submitted(people)

    assert flagged(theirs)
    assert flagged(ours)


def test_the_same_file_under_another_number(people, others):
    theirs = twins.submitted(others)
    ours = twins.submitted(people, 900, invoice_number="X-1", vendor="Somebody else")
    assert not flagged(ours)
    Expense.objects.filter(claim=ours).update(
        document=twins.same_bytes(theirs.expenses.get().document, people)
    )

    assert flagged(ours)
    uses = uses_of(ours, people)
    assert [one.words for one in uses.flagged] == ["the same file"]


def test_another_amount_is_told_and_flags_nothing(people, others):
    twins.submitted(others, 1200)
    ours = twins.submitted(people, 1300)

    assert not flagged(ours)
    uses = uses_of(ours, people)
    assert [one.words for one in uses.noted] == ["the same vendor and number, another amount"]


def test_the_same_amount_in_another_currency_is_another_amount(people, others):
    twins.submitted(others)
    ours = twins.submitted(people)
    Expense.objects.filter(claim=ours).update(currency="USD", rate=2, amount=2400)

    assert not flagged(ours)


def test_a_draft_flags_nobody_and_two_lines_of_one_claim_do(people, others):
    twins.draft(others)
    ours = twins.draft(people)
    make.money_for(people)
    line = make.expense_for(ours, 1200, 2)
    Expense.objects.filter(pk=line.pk).update(
        fingerprint=fingerprint(twins.VENDOR, twins.NUMBER), vendor=twins.VENDOR
    )
    submitting.submit(ours.pk, user=people.anna)

    assert len(flagged_lines(Claim.objects.get(pk=ours.pk))) == 2


def test_certified_work_is_no_duplicate(people):
    one, other = make.submitted(people), make.submitted(people)
    assert not flagged(one)
    Expense.objects.filter(claim__in=[one, other]).update(fingerprint="")
    assert not flagged(one)


@pytest.mark.parametrize("end", ["withdrawn", "rejected", "line refused", "disputed"])
def test_what_is_over_is_told_and_flags_nothing_until_it_is_disputed(people, others, end):
    if end == "withdrawn":
        theirs = twins.submitted(others)
        submitting.withdraw(theirs.pk, user=others.anna)
    else:
        theirs = twins.under_review(others)
        make.expense_for(theirs, 50, 2)
        refused = [Decimal(0), Decimal(50 if end == "line refused" else 0)]
        Claim.objects.filter(pk=theirs.pk).update(claimed=1250)
        make.decide(theirs, make.outcomes(theirs, *refused), "No.", user=others.rita)
        if end == "disputed":
            disputing.dispute(theirs.pk, "It was right.", user=others.anna)
    ours = twins.submitted(people)

    assert flagged(ours) == (end == "disputed")
    uses = uses_of(ours, people)
    assert len(uses.flagged) + len(uses.noted) == 1


def test_a_stated_split_that_fits_is_none(people):
    one = twins.submitted(people, 1200, 3000)
    other = twins.submitted(people, 1800, 3000)
    Expense.objects.filter(claim=other).update(document=one.expenses.get().document)

    assert not flagged(one)
    assert not flagged(other)
    uses = uses_of(other, people)
    assert [match.line.claim for match in uses.shares] == [one]
    assert uses.left == 0


def test_a_share_of_another_partner_is_no_split(people, others):
    twins.submitted(others, 1200, 3000)

    assert flagged(twins.submitted(people, 1800, 3000))


def test_shares_of_which_one_is_unstated_are_no_split(people):
    whole = twins.submitted(people, 3000)
    share = twins.submitted(people, 1200, 4500)
    Expense.objects.filter(claim=share).update(invoice_net=3000)

    assert flagged(share)
    assert flagged(whole)


def test_three_queries_however_many_lines(people, others):
    for _n in range(3):
        twins.submitted(others)
    few, many = twins.submitted(people), twins.draft(people)
    for position in range(2, 12):
        line = make.expense_for(many, 1200, position)
        Expense.objects.filter(pk=line.pk).update(fingerprint=fingerprint(twins.VENDOR, twins.NUMBER))

    def queries(claim: Claim) -> int:
        loaded = Claim.objects.for_page().get(pk=claim.pk)
        with CaptureQueriesContext(
            connection,
        ) as asked:
            found = flagged_lines(loaded)
        assert len(found) == loaded.expenses.count()
        return len(asked)

    assert queries(few) == queries(many) == 3


def test_a_claim_without_invoices_asks_nothing(people, django_assert_num_queries):
    claim = make.draft(people)
    claim.expenses.all().delete()
    claim = Claim.objects.for_page().get(pk=claim.pk)
    with django_assert_num_queries(0):
        assert flagged_lines(claim) == set()


class TestDeciding:
    @pytest.fixture
    def claim(self, people, others):
        twins.submitted(others)
        return twins.under_review(people)

    @pytest.mark.parametrize("despite", ["", "  \n "])
    def test_needs_a_reason(self, people, claim, despite):
        line = claim.expenses.get()
        with pytest.raises(ActionRefused, match=REFUSED):
            deciding.decide(
                claim.pk, make.outcomes(claim), "All fine.", user=people.rita, despite={line: despite}
            )
        assert not Decision.objects.exists()

    def test_also_for_a_part_of_it(self, people, claim):
        with pytest.raises(ActionRefused, match=REFUSED):
            deciding.decide(claim.pk, make.outcomes(claim, 1), "", user=people.rita)

    def test_not_to_refuse_it(self, people, claim):
        deciding.decide(claim.pk, make.outcomes(claim, 0), "Paid before.", user=people.rita)
        assert Decision.objects.get().lines.get().despite == ""

    def test_is_kept_and_told_to_staff_alone(self, people, claim):
        line = claim.expenses.get()
        why = {line: "Two stands, two invoices; asked Brightwater."}
        deciding.decide(claim.pk, make.outcomes(claim), "", user=people.rita, despite=why)

        assert Decision.objects.get().lines.get().despite == why[line]
        events = Event.objects.about(claim).for_reading()
        assert why[line] in timeline(events, claim, staff=True)[0].words
        assert "Brightwater" not in str([one.words for one in timeline(events, claim)])

    def test_both_pairs_of_eyes_give_one(self, people, others):
        twins.submitted(others, 14_800)
        claim = twins.under_review(people, 14_800)
        line = claim.expenses.get()
        with pytest.raises(ActionRefused, match=REFUSED):
            deciding.recommend(claim.pk, make.outcomes(claim), "Fits.", user=people.rita)
        deciding.recommend(
            claim.pk, make.outcomes(claim), "Fits.", user=people.rita, despite={line: "Asked them."}
        )
        with pytest.raises(ActionRefused, match=REFUSED):
            deciding.decide(claim.pk, make.outcomes(claim), "Fits.", user=people.arno)
        deciding.decide(
            claim.pk, make.outcomes(claim), "Fits.", user=people.arno, despite={line: "Asked them too."}
        )
        told = [one.despite for one in claim.decisions.get(kind="DECISION").lines.all()]
        assert told == ["Asked them too."]

    def test_one_that_came_after_the_recommendation_is_seen(self, people, others):
        claim = twins.under_review(people, 14_800)
        deciding.recommend(claim.pk, make.outcomes(claim), "Fits.", user=people.rita)
        twins.submitted(others, 14_800)

        with pytest.raises(ActionRefused, match=REFUSED):
            deciding.decide(claim.pk, make.outcomes(claim), "Fits.", user=people.arno)

    def test_a_reason_for_a_line_that_is_not_flagged_is_not_kept(self, people):
        claim = twins.under_review(people)
        line = claim.expenses.get()
        deciding.decide(claim.pk, make.outcomes(claim), "", user=people.rita, despite={line: "x"})
        assert Decision.objects.get().lines.get().despite == ""
