"""Each condition of the state table: the sentence it refuses with, and that it lets through what it should."""

from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pytest

from accounts.enums import PartnerRole
from claims.actions import deciding, disputing, leaving, reversing, reviewing, submitting
from claims.guards import dispute_ends
from claims.models import Claim
from claims.workflow import verdict
from documents.models import Document
from funds.actions.ledger import fund_for, pay
from lifecycle import clock
from programs.enums import VendorRole
from programs.models import UsagePeriod
from programs.rules import end_of_day, local_day, start_of_day
from review.actions import open_request
from review.wanted import Wanted
from tests.factories import claims
from tests.factories.accounts import MembershipFactory, PartnerFactory
from tests.factories.people import everybody, staff
from tests.factories.programs import ProgramRoleFactory

pytestmark = pytest.mark.django_db

SECOND = timedelta(seconds=1)


@pytest.fixture
def people():
    return everybody()


@pytest.fixture
def second(people):
    """Another reviewer of the program."""
    return staff("Rosa", people.program, VendorRole.REVIEWER)


def says(claim: Claim, verb: str, user, at: datetime | None = None) -> str:
    """The sentence of the refusal, "" for yes. A refusal by state or condition is never one by role."""
    answer = verdict(Claim.objects.for_acting().get(pk=claim.pk), verb, user, at or clock.now())
    assert not answer.forbidden
    return "" if answer else str(answer.reason)


def disputed(people, *approved: int) -> Claim:
    """Decided by Rita with a cut, disputed by Anna."""
    claim = claims.decided(people, *(approved or (1000,)))
    return disputing.dispute(claim.pk, "The wine was water.", user=people.anna)


@pytest.mark.parametrize("verb", ["edit", "submit"])
def test_a_draft_rests_from_the_deadline_on(people, verb):
    claims.money_for(people)
    claim = claims.draft(people)
    deadline = claim.period.deadline
    assert says(claim, verb, people.anna, deadline - SECOND) == ""
    for late in (deadline, deadline + SECOND):
        assert says(claim, verb, people.anna, late) == "The deadline of this usage period has passed."


def test_a_claim_is_taken_back_before_the_deadline_only(people):
    claim = claims.submitted(people)
    assert says(claim, "take_back", people.anna, claim.period.deadline - SECOND) == ""
    assert "deadline" in says(claim, "take_back", people.anna, claim.period.deadline)


def test_a_draft_expires_at_the_deadline_not_before(people):
    claim = claims.draft(people)
    assert says(claim, "expire", None, claim.period.deadline - SECOND) == "The deadline has not come yet."
    assert says(claim, "expire", None, claim.period.deadline) == ""


def test_submission_opens_on_its_day(people):
    claims.money_for(people)
    claim = claims.draft(people)
    day = local_day(clock.now(), claim.program.zone) + timedelta(days=3)
    UsagePeriod.objects.filter(pk=claim.period_id).update(submission_opens_on=day)
    opens = start_of_day(day, claim.program.zone)
    assert says(claim, "submit", people.anna, opens - SECOND) == (
        "Claims for this usage period cannot be submitted yet."
    )
    assert says(claim, "submit", people.anna, opens) == ""
    assert says(claim, "edit", people.anna, opens - SECOND) == ""


def test_what_is_missing_is_named(people):
    claim = claims.draft(people)
    claim.expenses.all().delete()
    claim.proofs.filter(requirement__key="reach").delete()
    refusal = says(claim, "submit", people.anna)
    assert refusal.startswith("Add at least one invoice, or certify in-house work.")
    assert "reach" in refusal
    assert "photos" not in refusal


def test_a_draft_that_was_submitted_once_is_not_deleted(people):
    claim = claims.draft(people)
    assert says(claim, "delete", people.anna) == ""
    claims.money_for(people)
    submitting.submit(claim.pk, user=people.anna)
    submitting.take_back(claim.pk, user=people.anna)
    assert says(claim, "delete", people.anna) == (
        "This claim was submitted once; withdraw it instead of deleting it."
    )


def test_what_a_reviewer_has_taken_is_not_taken_back(people):
    """Also when it is SUBMITTED again after an answer: the reviewer has read it."""
    claim = claims.asked(people)
    submitting.answer(claim.pk, "Here it is.", user=people.anna)
    assert says(claim, "take_back", people.anna) == (
        "A reviewer has taken this claim already. You can withdraw it instead."
    )
    assert says(claim, "withdraw", people.anna) == ""


def test_a_disputed_claim_is_not_withdrawn(people, second):
    claim = disputed(people)
    reviewing.request_documents(claim.pk, [Wanted(words="The receipt, please.")], user=second)
    assert says(claim, "withdraw", people.anna) == (
        "A disputed claim is decided; it cannot be withdrawn any more."
    )


def test_an_answer_comes_in_time_or_lapses(people):
    claim = claims.asked(people)
    due = open_request(claim).due_at
    assert says(claim, "answer", people.anna, due - SECOND) == ""
    assert says(claim, "lapse", None, due - SECOND) == "There is still time to answer."
    assert says(claim, "answer", people.anna, due) == "The time to answer is over."
    assert says(claim, "lapse", None, due) == ""


@pytest.mark.parametrize(("amount", "above"), [("9999.99", False), ("10000", False), ("10000.01", True)])
def test_the_limit_of_four_eyes(people, amount, above):
    claim = claims.under_review(people, amount)
    recommend, decide = (says(claim, verb, people.rita) for verb in ("recommend", "decide"))
    if above:
        assert (recommend, decide) == (
            "",
            "Above the program's limit you recommend, and a second person approves.",
        )
    else:
        assert (recommend, decide) == ("Up to the program's limit you decide yourself.", "")


def test_a_recommendation_is_for_an_approver(people):
    claim = claims.recommended(people)
    sentence = "A recommendation is decided by an approver, anything else by a reviewer."
    assert says(claim, "decide", people.rita) == sentence
    assert says(claim, "decide", people.arno) == ""
    assert says(claims.under_review(people), "decide", people.arno) == sentence


@pytest.mark.parametrize("verb", ["decide", "return"])
def test_nobody_approves_what_they_recommended(people, verb):
    claim = claims.recommended(people)
    ProgramRoleFactory(program=people.program, user=people.rita, role=VendorRole.APPROVER)
    assert says(claim, verb, people.rita) == "You recommended this yourself; somebody else approves it."
    assert says(claim, verb, people.arno) == ""


@pytest.mark.parametrize("verb", ["decide", "request"])
def test_a_dispute_goes_to_somebody_else(people, second, verb):
    claim = disputed(people)
    assert says(claim, verb, people.rita) == (
        "You made the decision that is disputed; somebody else looks at it now."
    )
    assert says(claim, verb, second) == ""


def test_who_undid_a_decision_is_not_its_first_decider(people, second):
    claim = claims.under_review(people)
    deciding.decide(claim.pk, claims.outcomes(claim, 0), "", user=people.rita)
    leaving.undo(claim.pk, user=people.rita)
    claims.decide(claim, claims.outcomes(claim, 1000), user=second)
    disputing.dispute(claim.pk, "All of it.", user=people.anna)
    assert says(claim, "decide", people.rita) == ""
    assert "You made the decision that is disputed" in says(claim, "decide", second)


def test_the_first_approver_does_not_decide_the_dispute(people, second):
    """Above the limit the first decider is the approver; the second recommendation goes to another one."""
    claim = claims.recommended(people)
    claims.decide(claim, claims.outcomes(claim, 14_000), user=people.arno)
    disputing.dispute(claim.pk, "All of it.", user=people.anna)
    other = staff("Anke", people.program, VendorRole.APPROVER)
    deciding.recommend(claim.pk, claims.outcomes(claim), "They are right.", user=second)
    assert "You made the decision that is disputed" in says(claim, "decide", people.arno)
    assert says(claim, "decide", other) == ""


@pytest.mark.parametrize(("verb", "amount"), [("decide", 500), ("recommend", 20_000)])
def test_deciding_waits_for_every_file(people, verb, amount):
    claim = claims.under_review(people, amount)
    document = claim.expenses.get().document
    Document.objects.filter(pk=document.pk).update(
        state="PENDING", settled_at=None, engine="", content_type=""
    )
    assert says(claim, verb, people.rita) == f"Not all files have passed the checks yet: {document.name}."


def test_what_was_approved_in_full_is_not_disputed(people):
    claim = claims.decided(people)
    assert says(claim, "dispute", people.anna) == (
        "The claim was approved in full; there is nothing to dispute."
    )


@pytest.mark.parametrize("approved", [0, 1199])
def test_a_cut_is_disputed_until_its_last_instant(people, approved):
    claim = claims.decided(people, approved)
    end = dispute_ends(claim)
    zone = claim.program.zone
    assert end == end_of_day(local_day(claim.decided_at, zone) + timedelta(days=30), zone)
    assert says(claim, "dispute", people.anna, end - SECOND) == ""
    assert says(claim, "dispute", people.anna, end) == "The time to dispute this decision is over."


def test_a_decision_is_disputed_once(people, second):
    claim = disputed(people)
    claims.decide(claim, claims.outcomes(claim, 1100), user=second)
    assert says(claim, "dispute", people.anna) == (
        "This claim was disputed before; the second decision stands."
    )


def test_a_rest_is_freed_when_nobody_can_dispute_any_more(people):
    claim = claims.decided(people, 1000)
    end = dispute_ends(claim)
    assert says(claim, "free_rest", None, end - SECOND) == "The decision can still be disputed."
    assert says(claim, "free_rest", None, end) == ""


def test_what_was_paid_is_not_reversed(people):
    claim = claims.decided(people)
    assert says(claim, "ask_reversal", people.rita) == ""
    reversing.ask(claim.pk, "Wrong invoice", user=people.rita)
    assert says(claim, "reverse", people.arno) == ""
    fund = fund_for(claim.partner, claim.program, claim.period)
    pay(fund, Decimal(1200), subject=claim, actor=people.pia, at=clock.now())
    for verb, user in (("reverse", people.arno), ("ask_reversal", people.rita)):
        assert says(claim, verb, user) == "This claim was paid; a decision can be reversed only before."


def test_reversing_takes_two(people, second):
    claim = claims.decided(people)
    nothing = "Nobody asks to take this decision back."
    assert (says(claim, "reverse", people.arno), says(claim, "end_reversal", people.arno)) == (
        nothing,
        nothing,
    )
    reversing.ask(claim.pk, "Wrong invoice", user=people.rita)
    assert says(claim, "reverse", people.rita) == (
        "You asked to take this decision back; a second person has to agree."
    )
    assert says(claim, "ask_reversal", second) == "Rita has asked already to take this decision back."
    assert {says(claim, "reverse", user) for user in (people.arno, second)} == {""}
    assert {says(claim, "end_reversal", user) for user in (people.rita, people.arno)} == {""}


def test_what_was_accepted_is_not_disputed(people):
    claim = claims.decided(people, 1000)
    assert says(claim, "accept", people.anna) == ""
    disputing.accept(claim.pk, user=people.anna)
    for verb in ("dispute", "prepare_dispute", "accept"):
        assert says(claim, verb, people.anna) == (
            "This decision was accepted; what was not approved is let go already."
        )


def test_a_draft_comes_back_by_an_extension_only(people):
    claim = claims.draft(people)
    Claim.objects.filter(pk=claim.pk).update(state="EXPIRED")
    assert "deadline" in says(claim, "revive", people.paula, claim.period.deadline)
    assert says(claim, "revive", people.paula, claim.period.deadline - SECOND) == ""


def test_nobody_reviews_their_own_company(people):
    """R8: the vendor's role does not count on a claim of one's own group, at whatever location."""
    sister = PartnerFactory(parent=people.partner)
    MembershipFactory(user=people.rita, partner=sister, role=PartnerRole.USER)
    answer = verdict(claims.submitted(people), "take", people.rita, datetime.now(UTC))
    assert (answer.ok, answer.forbidden) == (False, True)
