"""What the database refuses of a claim and its parts, each tried past the actions."""

from datetime import date
from decimal import Decimal

import pytest
from django.db import IntegrityError, connection, transaction

from claims.actions import answering, handing
from claims.models import Ask, Claim, Correction, Decision, DecisionLine, Handover, Proof
from lifecycle import clock
from programs.enums import RequirementKind
from tests.factories import claims
from tests.factories.people import everybody

pytestmark = pytest.mark.django_db


@pytest.fixture
def people():
    return everybody()


@transaction.atomic
def update(queryset, changes: dict) -> None:
    queryset.update(**changes)
    connection.check_constraints()


def refused(constraint: str, queryset, **changes) -> None:
    with pytest.raises(IntegrityError) as error:
        update(queryset, changes)
    assert error.value.__cause__.diag.constraint_name == constraint


@pytest.mark.parametrize(
    ("state", "changes", "constraint"),
    [
        ("draft", {"state": "CELEBRATED"}, "claims_state_known"),
        ("draft", {"state": "SUBMITTED"}, "claims_submitted_has_number"),
        ("submitted", {"number": None}, "claims_submitted_has_number"),
        ("submitted", {"submitted_at": None}, "claims_submitted_has_number"),
        ("submitted", {"submitted_by": None}, "claims_submitted_has_number"),
        ("decided", {"decided_at": None}, "claims_decided_by_somebody"),
        ("decided", {"decided_by": None}, "claims_decided_by_somebody"),
        ("decided", {"state": "REJECTED"}, "claims_rejected_pays_nothing"),
        ("decided", {"approved": 0}, "claims_approved_pays_something"),
        ("decided", {"approved": Decimal("1200.0001")}, "claims_approved_within_claimed"),
        ("submitted", {"approved": -1}, "claims_approved_within_claimed"),
        ("submitted", {"claimed": Decimal("-0.0001")}, "claims_claimed_not_negative"),
        ("draft", {"first_day": date(2026, 2, 2), "last_day": date(2026, 2, 1)}, "claims_days_in_order"),
        ("submitted", {"state": "ACTION_REQUIRED"}, "claims_way_back_known"),
        ("submitted", {"state": "AWAITING_APPROVAL"}, "claims_way_back_known"),
        ("submitted", {"state": "UNDER_REVIEW"}, "claims_under_review_by_somebody"),
        ("under_review", {"taken_at": None}, "claims_under_review_by_somebody"),
        ("decided", {"state": "DISPUTED"}, "claims_disputed_has_time"),
    ],
)
def test_an_impossible_claim_is_refused(people, state, changes, constraint):
    claim = getattr(claims, state)(people)
    refused(constraint, Claim.objects.filter(pk=claim.pk), **changes)


@pytest.mark.parametrize(
    ("changes", "constraint"),
    [
        ({"net": 0, "amount": 0}, "claims_expense_positive"),
        ({"net": -5, "amount": -5}, "claims_expense_positive"),
        ({"tax": Decimal("-0.01")}, "claims_expense_tax_not_negative"),
        ({"rate": 0, "amount": 7}, "claims_expense_rate_positive"),
        ({"amount": 1201}, "claims_expense_same_currency_same_amount"),
    ],
)
def test_an_impossible_line_is_refused(people, changes, constraint):
    refused(constraint, claims.draft(people).expenses.all(), **changes)


def test_two_lines_do_not_share_a_position(people):
    """Checked at the end of the transaction, so that lines may change places within one."""
    claim = claims.draft(people, 100, 200)
    refused("claims_expense_position_once", claim.expenses.all(), position=1)
    first, second = claim.expenses.order_by("position")
    with transaction.atomic():
        claim.expenses.filter(pk=first.pk).update(position=2)
        claim.expenses.filter(pk=second.pk).update(position=1)
        connection.check_constraints()


@pytest.mark.parametrize(
    "answers",
    [
        {},
        {"link": "https://example.com", "text": "and words", "seen_on": date(2026, 2, 1)},
        {"link": "https://example.com"},
        {"file": True, "text": "and words"},
        {"file": True, "link": "https://example.com", "seen_on": date(2026, 2, 1)},
    ],
)
def test_a_proof_is_one_of_three(people, answers):
    claim = claims.draft(people)
    proof = claim.proofs.filter(document__isnull=False).get()
    changes = {"document": proof.document if answers.pop("file", False) else None, **answers}
    refused("claims_proof_one_of_three", Proof.objects.filter(pk=proof.pk), **changes)


def test_a_proof_answers_something(people):
    claim = claims.draft(people)
    metric = claim.proofs.filter(requirement__kind=RequirementKind.METRIC)
    refused("claims_proof_answers_something", metric, requirement=None)


def test_what_answers_an_item_answers_its_request(people):
    claim = claims.asked(people)
    item = claims.asked_item(claim)
    refused("claims_proof_item_of_request", claim.proofs.filter(requirement__isnull=False), item=item)


@pytest.mark.parametrize(
    ("changes", "constraint"),
    [
        ({"after": "Druckhaus 1"}, "claims_correction_changes"),
        ({"field": "vendor"}, "claims_correction_field_once"),
    ],
)
def test_an_impossible_correction_is_refused(people, changes, constraint):
    claim = claims.asked(people, part="line:1")
    typed = {"vendor": "Nord", "invoice_number": "RE-2"}
    answering.correct(claim.pk, claims.asked_item(claim), typed, user=people.ben)
    Correction.objects.filter(field="invoice_number").update(before="Druckhaus 1")
    refused(constraint, Correction.objects.filter(field="invoice_number"), **changes)


@pytest.mark.parametrize(
    ("changes", "constraint"),
    [
        ({"state": "FORGOTTEN", "ended_at": True}, "claims_ask_state_known"),
        ({"words": ""}, "claims_ask_has_words"),
        ({"expense": True}, "claims_ask_one_place"),
        ({"asked": "anna"}, "claims_ask_somebody_else"),
        ({"state": "GIVEN"}, "claims_ask_ended_has_time"),
        ({"ended_at": True}, "claims_ask_ended_has_time"),
        ({"document": True}, "claims_ask_file_was_given"),
        ({"state": "DECLINED", "ended_at": True}, "claims_ask_declined_says_why"),
    ],
)
def test_an_impossible_question_to_a_colleague_is_refused(people, changes, constraint):
    claim = claims.draft(people)
    ask = claims.asked_of_ben(claim, people)
    line = claim.expenses.get()
    values = {"expense": line, "document": line.document, "ended_at": clock.now(), "asked": people.anna}
    told = {name: values.get(name, value) for name, value in changes.items()}
    refused(constraint, Ask.objects.filter(pk=ask.pk), **told)


@pytest.mark.parametrize(
    ("place", "constraint"),
    [
        ({}, "claims_ask_once_slot"),
        ({"requirement": None, "expense": True}, "claims_ask_once_invoice"),
        ({"requirement": None}, "claims_ask_once_words"),
    ],
)
def test_nobody_is_asked_twice_for_the_same(people, place, constraint):
    claim = claims.draft(people)
    facts = {name: claim.expenses.get() if value else None for name, value in place.items()}
    claims.asked_of_ben(claim, people, **facts)
    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        claims.asked_of_ben(claim, people, **facts)


@pytest.mark.parametrize("changes", [{"back_words": "Why"}, {"back_at": True}])
def test_who_hands_back_says_why_and_when(people, changes):
    claim = claims.draft(people)
    handover = handing.hand_over(claim.pk, user=people.ben).handovers.get()
    told = {name: clock.now() if value is True else value for name, value in changes.items()}
    refused("claims_handover_back_whole", Handover.objects.filter(pk=handover.pk), **told)


def test_a_decision_does_not_take_money_away(people):
    claim = claims.under_review(people)
    with pytest.raises(IntegrityError, match="claims_decision_not_negative"), transaction.atomic():
        Decision.objects.create(
            claim=claim, kind="RECOMMENDATION", by=people.rita, at=clock.now(), approved=Decimal(-1)
        )


@pytest.mark.parametrize(
    ("changes", "constraint"),
    [
        ({"approved": 1201, "reason": "More"}, "claims_decision_line_within_claimed"),
        ({"approved": -1, "reason": "Less"}, "claims_decision_line_within_claimed"),
        ({"approved": 1199, "reason": ""}, "claims_decision_line_cut_has_reason"),
    ],
)
def test_an_impossible_outcome_is_refused(people, changes, constraint):
    claims.decided(people)
    refused(constraint, DecisionLine.objects.all(), **changes)


def test_a_line_is_decided_once(people):
    claims.decided(people)
    line = DecisionLine.objects.get()
    with pytest.raises(IntegrityError, match="claims_decision_line_once"), transaction.atomic():
        DecisionLine.objects.create(decision=line.decision, expense=line.expense, claimed=1, approved=1)


@pytest.mark.parametrize("state", ["draft", "submitted", "under_review", "asked", "decided", "recommended"])
def test_what_the_actions_make_is_possible(people, state):
    """The model's own validation, which words the constraints for people, agrees with the actions."""
    claim = getattr(claims, state)(people)
    Claim.objects.get(pk=claim.pk).validate_constraints()
    assert claim.changed_at <= clock.now()
