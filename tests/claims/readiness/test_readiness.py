"""The one list: it guards submitting, feeds the pages, and is what the reviewer reads as checked by rule."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.urls import reverse

from claims.actions import submitting
from claims.checked import checked_by_rule
from claims.models import Claim, Expense, Proof
from claims.readiness import Section, findings_in, findings_of, missing_to_submit
from claims.workflow import verdict
from documents.enums import State
from documents.models import Document
from lifecycle import ActionRefused, clock
from programs.enums import CapScope
from programs.published import with_rules
from tests.claims.test_capping import SHARE, capped
from tests.factories import claims as make
from tests.factories.documents import DocumentFactory
from tests.factories.programs import ExpenseKindFactory

pytestmark = pytest.mark.django_db


def found(claim: Claim, user=None) -> list[str]:
    """The codes, read afresh."""
    return [one.code for one in findings_of(Claim.objects.for_page().get(pk=claim.pk), clock.now(), user)]


@pytest.fixture
def claim(draft) -> Claim:
    """Nothing blocks it; nobody has said yet where the money goes."""
    return draft


class TestTheList:
    def test_a_complete_draft_has_only_advice(self, claim, people):
        assert found(claim, people.anna) == ["no_payee"]
        assert verdict(claim, "submit", people.anna, clock.now())
        assert submitting.submit(claim.pk, user=people.anna).number

    def test_everything_at_once_in_the_order_of_the_task_list(self, claim, people):
        Claim.objects.filter(pk=claim.pk).update(first_day=claim.period.first_day - timedelta(days=1))
        line = claim.expenses.get()
        Expense.objects.filter(pk=line.pk).update(
            vendor="", net=200_000, amount=200_000, kind=ExpenseKindFactory(), document=None
        )
        make.work_for(claim)
        claim.proofs.all().delete()
        sections = [one.section for one in findings_of(Claim.objects.get(pk=claim.pk), clock.now())]
        assert sections == sorted(sections, key=list(Section).index)
        assert found(claim) == [
            *("outside", "no_file", "incomplete", "not_eligible", "not_certified"),
            *("slot", "slot", "fund", "no_payee"),
        ]

    def test_the_refusal_is_what_blocks_and_no_advice(self, claim, people):
        claim.expenses.update(invoice_date="2001-01-01", document=None)
        reason = str(verdict(claim, "submit", people.anna, clock.now()).reason)
        assert reason == "The file of the invoice Druckhaus 1 RE-1 is missing."
        assert {"dated_long_before", "no_payee"} < set(found(claim))

    @pytest.mark.parametrize("earned", [None, 1199])
    def test_a_fund_too_small_is_said_before_and_refused(self, people, earned):
        if earned:
            make.money_for(people, earned)
        claim = make.draft(people, 1200)
        (gap,) = missing_to_submit(Claim.objects.get(pk=claim.pk), clock.now())
        assert gap.section is Section.MONEY
        with pytest.raises(ActionRefused, match=r"EUR too much|Nothing was earned"):
            submitting.submit(claim.pk, user=people.anna)

    def test_a_cap_too_small_is_said_before_and_refused(self, people):
        make.money_for(people)
        claim = make.draft(people, 600, 500, activity=capped({"amount": 1000}))
        assert found(claim) == ["cap", "no_payee"]
        with pytest.raises(ActionRefused, match=r"100\.00"):
            submitting.submit(claim.pk, user=people.anna)

    def test_what_a_page_mends_is_asked_alone(self, claim):
        assert findings_in(claim, Section.PAYEE, clock.now())
        assert not findings_in(claim, Section.INVOICES, clock.now())


class TestOwnUse:
    @pytest.fixture
    def twin(self, claim, people) -> Claim:
        """Another draft with the same file."""
        other = make.draft(people, 300, title="Spring campaign")
        other.expenses.update(document=claim.expenses.get().document)
        return other

    def test_the_people_of_the_location_are_told_and_may_go_on(self, claim, twin, people):
        said = findings_of(Claim.objects.for_page().get(pk=claim.pk), clock.now(), people.anna)
        (use,) = [one for one in said if one.code == "used_already"]
        assert "Spring campaign" in str(use.words)
        assert not use.blocks

    def test_nobody_else_is(self, claim, twin):
        assert "used_already" not in found(claim)


class TestQueries:
    """A claim with 40 documents, a cap that counts other claims, a fund."""

    @pytest.fixture
    def large(self, people) -> Claim:
        make.money_for(people)
        activity = capped(dict(SHARE, scope=CapScope.PERIOD))
        claim = make.draft(people, *[10] * 20, activity=activity)
        requirement = activity.requirements.exclude(kind="CORE").first()
        facts = {"claim": claim, "requirement": requirement, "added_by": people.anna, "added_at": clock.now()}
        for _one in range(20):
            file = DocumentFactory(partner=claim.partner, uploaded_by=people.anna, clean=True)
            Proof.objects.create(document=file, **facts)
        assert Document.objects.filter(state=State.CLEAN).count() >= 40
        return claim

    def test_six_at_most_and_none_the_second_time(self, large, people, django_assert_max_num_queries):
        claim, at = Claim.objects.for_acting().get(pk=large.pk), clock.now()
        with_rules(claim.activity)  # each process reads an activity once
        with django_assert_max_num_queries(6):
            assert [one.code for one in findings_of(claim, at, people.anna)] == ["no_payee"]
        with django_assert_max_num_queries(0):
            findings_of(claim, at, people.anna)

    def test_an_activity_is_read_once_by_each_process(self, large, django_assert_max_num_queries):
        with_rules(large.activity)
        again = Claim.objects.for_acting().get(pk=large.pk)
        with django_assert_max_num_queries(0):
            assert again.rules.caps.all()[0].expense_kinds is not None
            assert again.rules.requirements.all()


class TestForTheReviewer:
    def checks(self, claim: Claim) -> dict[str, tuple[bool, str]]:
        """By what was checked."""
        loaded = Claim.objects.for_page().get(pk=claim.pk)
        return {one.words: (one.ok, one.why) for one in checked_by_rule(loaded, clock.now())}

    def test_in_house_work_is_checked_where_there_is_some(self, draft):
        words = "The in-house work is certified as it is now, on possible days."
        assert words not in self.checks(draft)
        make.work_for(draft)
        ok, why = self.checks(draft)[words]
        assert not ok
        assert "not certified as it is now" in why

    def test_dates_that_do_not_fit_are_read_at_the_check(self, submitted):
        submitted.expenses.update(invoice_date="2001-01-01")
        ok, why = self.checks(submitted)["Invoice dates and service periods fit the activity."]
        assert not ok
        assert "long before the activity" in why

    def test_money_that_is_held_for_it_is_not_missing(self, people):
        make.money_for(people, 1200)
        claim = make.draft(people, 1200)
        submitting.submit(claim.pk, user=people.anna)
        assert all(ok for ok, _why in self.checks(claim).values())


class TestOnThePages:
    @pytest.fixture
    def anna(self, client, people):
        client.force_login(people.anna)
        return client

    def words(self, client, name: str, claim: Claim) -> str:
        return client.get(reverse(name, args=[claim.public_id])).content.decode()

    def test_advice_stands_before_the_button_which_works(self, anna, claim):
        claim.expenses.update(invoice_date="2001-01-01")
        words = self.words(anna, "claim_check", claim)
        line = claim.expenses.get()
        assert "You may submit all the same." in words
        assert f"/invoices/{line.public_id}/#id_invoice_date" in words
        assert words.index("You may submit all the same.") < words.index("Submit claim for")
        assert "disabled" not in words[words.index("You may submit all the same.") :]

    def test_each_thing_that_is_missing_leads_to_where_it_is_mended(self, anna, claim):
        claim.proofs.all().delete()
        Claim.objects.filter(pk=claim.pk).update(first_day=None, last_day=None)
        words = self.words(anna, "claim_check", claim)
        for place in ("activity/#id_first_day", "proof/#slot-photos", "results/#id_reach"):
            assert f'href="/claims/{claim.public_id}/{place}"' in words

    def test_every_requirement_is_a_row_with_what_is_there(self, anna, claim):
        claim.proofs.filter(requirement__key="reach").update(text="0")
        words = self.words(anna, "claim", claim)
        asked = words[words.index("What this activity asks for") :]
        for requirement in claim.activity.requirements.all():
            assert str(requirement) in asked
        assert "1 file" in asked
        assert "0 is given. Is that right?" in asked
        assert "1 thing to look at" in words

    def test_an_invoice_with_letters_from_right_to_left_and_a_long_name(self, anna, claim):
        claim.expenses.update(vendor="شركة " * 30, document=None)
        words = self.words(anna, "claim_check", claim)
        assert "…\u2069 is missing." in words

    def test_amount_zero_and_markup_are_words(self, anna, claim):
        claim.expenses.update(vendor="<script>alert(1)</script>", document=None, tax=Decimal(0))
        words = self.words(anna, "claim_check", claim)
        assert "<script>alert" not in words
