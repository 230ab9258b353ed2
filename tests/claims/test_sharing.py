"""R3: an invoice is split between claims by stated shares, and they are never more than the invoice."""

from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction

from accounts.models import Membership
from claims.actions import drafting, reviewing, submitting
from claims.duplicates import own_uses
from claims.enums import ClaimState
from claims.models import Claim, Expense
from claims.sharing import advice, share_in_words
from funds.models import Fund
from lifecycle import ActionRefused
from tests.claims import twins
from tests.factories import claims as make
from tests.factories.people import everybody
from tests.factories.programs import EnrollmentFactory, ProgramFactory
from tests.funds.sums import assert_totals_are_the_sums
from tests.funds.test_fifty_at_once import all_at_once

TOO_MUCH = "more than its net amount"


@pytest.fixture
def people(db):
    return everybody()


def submit(claim: Claim, people) -> Claim:
    return submitting.submit(claim.pk, user=people.anna)


def words(text: str) -> str:
    return text.replace("\u00a0", " ")


def test_shares_that_fit_are_submitted_and_shown_as_a_split(people):
    one, other = twins.submitted(people, 1200, 3000), twins.submitted(people, 1800, 3000)

    (uses,) = own_uses(Claim.objects.get(pk=one.pk), people.anna).values()
    assert words(share_in_words(uses)) == "1,200.00 EUR of 3,000.00 EUR of this invoice"
    assert [(match.line.claim, match.line.net) for match in uses.shares] == [(other, 1800)]
    assert (uses.left, uses.over, uses.flagged) == (0, 0, [])


def test_a_share_too_much_is_refused_by_how_much(people):
    twins.submitted(people, 1200, 3000)
    with pytest.raises(ActionRefused) as refused:
        twins.submitted(people, "1800.01", 3000)

    assert TOO_MUCH in words(str(refused.value.reason))
    assert "0.01 EUR" in words(str(refused.value.reason))
    assert Claim.objects.filter(state=ClaimState.EDITING).count() == 1
    assert Fund.objects.get().held == 1200


def test_the_smallest_stated_total_counts(people):
    twins.submitted(people, 1200, 3000)
    with pytest.raises(ActionRefused, match=TOO_MUCH):
        twins.submitted(people, 2500, 4000)


def test_two_lines_of_one_claim_take_shares_too(people):
    claim = twins.draft(people, 1200, 3000)
    make.expense_for(claim, 1900, 2)
    line = claim.expenses.get(position=2)
    line.vendor, line.invoice_number, line.invoice_net = twins.VENDOR.upper(), "re 2026 0042", Decimal(3000)
    drafting.save_expense(claim.pk, line, user=people.anna)
    make.money_for(people)
    with pytest.raises(ActionRefused, match=TOO_MUCH):
        submit(claim, people)


@pytest.mark.parametrize("end", ["withdrawn", "rejected", "taken back", "draft"])
def test_what_is_not_claimed_any_more_takes_nothing(people, end):
    first = twins.draft(people, 1200, 3000)
    make.money_for(people)
    if end != "draft":
        submit(first, people)
    if end == "withdrawn":
        submitting.withdraw(first.pk, user=people.anna)
    elif end == "taken back":
        submitting.take_back(first.pk, user=people.anna)
    elif end == "rejected":
        reviewing.take(first.pk, user=people.rita)
        make.decide(first, make.outcomes(first, 0), "No.", user=people.rita)

    assert twins.submitted(people, 2900, 3000).state == ClaimState.SUBMITTED


def test_another_location_has_its_own_shares(people):
    twins.submitted(twins.other_company(), 2900, 3000)

    assert twins.submitted(people, 2900, 3000).state == ClaimState.SUBMITTED


def test_a_claim_that_is_taken_back_is_counted_once(people):
    claim = twins.submitted(people, 2900, 3000)
    submitting.take_back(claim.pk, user=people.anna)

    assert submit(claim, people).state == ClaimState.SUBMITTED


def test_drafts_are_advised_about_each_other(people):
    first = twins.draft(people, 1200, 3000, title="Messe Kiel")
    second = twins.draft(people, 2000, 3000)

    (told,) = advice(second, people.anna)
    assert "200.00 EUR more than its net amount of 3,000.00 EUR" in words(told.words)
    assert submit_both(people, first, second) == [True, False]


def submit_both(people, *claims: Claim) -> list[bool]:
    make.money_for(people)
    done = []
    for claim in claims:
        try:
            submit(claim, people)
            done.append(True)
        except ActionRefused:
            done.append(False)
    return done


def test_own_earlier_use_is_advised_and_linked(people):
    earlier = twins.submitted(people, title="Messe Kiel")
    claim = twins.draft(people)

    (told,) = advice(claim, people.anna)
    assert earlier.number in told.words
    assert "the same vendor, number and amount" in told.words
    assert told.other == earlier
    assert told.line == claim.expenses.get()


def test_a_claim_in_a_program_the_person_does_not_see_is_not_named(people):
    elsewhere = ProgramFactory()
    EnrollmentFactory(program=elsewhere, partner=people.partner)
    hidden = twins.submitted(people)
    Claim.objects.filter(pk=hidden.pk).update(program=elsewhere)
    claim = twins.draft(people)
    Membership.objects.get(user=people.ben).scopes.create(program=people.program)

    (told,) = advice(claim, people.ben)
    assert hidden.number not in told.words
    assert told.other is None


def test_a_share_is_less_than_its_invoice(people):
    line = make.draft(people, 1200).expenses.get()
    for wrong in (1200, 1199, 0, -1):
        with pytest.raises(IntegrityError, match="claims_expense_share_of_invoice"), transaction.atomic():
            Expense.objects.filter(pk=line.pk).update(invoice_net=wrong)


@pytest.mark.django_db(transaction=True)
def test_fifty_shares_at_once_are_never_more_than_the_invoice():
    people = everybody()
    make.money_for(people, 1_000_000)
    drafts = [twins.draft(people, 130, 1000).pk for _n in range(50)]

    said = all_at_once(lambda n: submitting.submit(drafts[n], user=people.anna).number)

    sent = Expense.objects.filter(claim__state=ClaimState.SUBMITTED)
    assert sum(line.net for line in sent) == 910
    refused = [one for one in said if not str(one).startswith("COOP-")]
    assert len(refused) == 43
    assert all(TOO_MUCH in one for one in refused)
    assert_totals_are_the_sums(Fund.objects.get())
