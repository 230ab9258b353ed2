"""What the database refuses of decisions and of taking them back, tried past the actions; and four eyes (R10)."""

from decimal import Decimal

import pytest
from django.db import IntegrityError, connection, transaction

from claims.actions import deciding, disputing, reversing
from claims.models import Claim, Decision, Reversal
from lifecycle import clock
from programs.enums import VendorRole
from tests.factories import claims
from tests.factories.people import staff

pytestmark = pytest.mark.django_db


@transaction.atomic
def update(queryset, changes: dict) -> None:
    queryset.update(**changes)
    connection.check_constraints()


def refused(constraint: str, queryset, **changes) -> None:
    with pytest.raises(IntegrityError) as error:
        update(queryset, changes)
    assert error.value.__cause__.diag.constraint_name == constraint


@pytest.mark.parametrize(
    ("changes", "constraint"),
    [
        ({"leaves_at": None, "left_at": None}, "claims_decision_leaves"),
        ({"undone_at": True}, "claims_decision_left_or_undone"),
    ],
)
def test_an_impossible_decision_is_refused(people, changes, constraint):
    claims.decided(people)
    told = {name: clock.now() if value is True else value for name, value in changes.items()}
    refused(constraint, Decision.objects.all(), **told)


def test_a_recommendation_goes_nowhere(people):
    claims.recommended(people)
    refused("claims_decision_leaves", Decision.objects.all(), leaves_at=clock.now())


def test_one_decision_at_a_time_is_about_to_leave(people, taken):
    """Whatever the actions do: the index lets only one in."""
    deciding.decide(taken.pk, claims.outcomes(taken), "", user=people.rita)
    at = clock.now()
    with pytest.raises(IntegrityError, match="claims_decision_one_leaving"), transaction.atomic():
        Decision.objects.create(claim=taken, kind="DECISION", by=people.rita, at=at, approved=1, leaves_at=at)


@pytest.mark.parametrize(
    ("changes", "constraint"),
    [
        ({"agreed_by": "rita", "agreed_at": True}, "claims_reversal_by_two"),
        ({"agreed_by": "arno"}, "claims_reversal_by_two"),
        ({"agreed_at": True}, "claims_reversal_by_two"),
        ({"ended_by": "arno"}, "claims_reversal_agreed_or_ended"),
        ({"ended_at": True}, "claims_reversal_agreed_or_ended"),
        (
            {"agreed_by": "arno", "agreed_at": True, "ended_by": "arno", "ended_at": True},
            "claims_reversal_agreed_or_ended",
        ),
        ({"reason": ""}, "claims_reversal_has_reason"),
    ],
)
def test_an_impossible_reversal_is_refused(people, changes, constraint):
    claim = claims.decided(people)
    reversing.ask(claim.pk, "Wrong invoice", user=people.rita)
    values = {True: clock.now(), "rita": people.rita, "arno": people.arno, "": ""}
    refused(constraint, Reversal.objects.all(), **{name: values[value] for name, value in changes.items()})


def test_one_request_to_take_a_decision_back_is_open(people):
    claim = claims.decided(people)
    reversing.ask(claim.pk, "Wrong invoice", user=people.rita)
    with pytest.raises(IntegrityError, match="claims_reversal_one_open"), transaction.atomic():
        Reversal.objects.create(claim=claim, reason="Too", asked_by=people.arno, asked_at=clock.now())


def insert(claim: Claim, by, approved: int = 14_800) -> None:
    """A decision written past the portal."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO claims_decision (claim_id, kind, by_id, at, approved, reason, leaves_at)"
            " VALUES (%s, 'DECISION', %s, now(), %s, '', now())",
            [claim.pk, by.pk, approved],
        )


FOUR_EYES = "above the limit: one person recommends, another decides"


def test_above_the_limit_nobody_decides_alone(people):
    claim = claims.under_review(people, 14_800)
    for person in (people.rita, people.arno):
        with pytest.raises(IntegrityError, match=FOUR_EYES):
            insert(claim, person)


def test_nobody_decides_what_they_recommended(people):
    claim = claims.recommended(people)
    with pytest.raises(IntegrityError, match=FOUR_EYES):
        insert(claim, people.rita)
    insert(claim, people.arno)
    assert claim.decisions.leaving().get().by == people.arno


def test_a_recommendation_that_was_sent_back_counts_no_more(people):
    claim = claims.recommended(people)
    deciding.return_to_reviewer(claim.pk, "Look again.", user=people.arno)
    with pytest.raises(IntegrityError, match=FOUR_EYES):
        insert(claim, people.arno)


def test_a_recommendation_of_the_first_round_does_not_decide_the_dispute(people):
    claim = claims.recommended(people)
    claims.decide(claim, claims.outcomes(claim, 14_000), user=people.arno)
    disputing.dispute(claim.pk, "All of it was for the fair.", user=people.anna)
    Claim.objects.filter(pk=claim.pk).update(state="AWAITING_APPROVAL", came_from="DISPUTED")
    with pytest.raises(IntegrityError, match=FOUR_EYES):
        insert(claim, staff("Amira", people.program, VendorRole.APPROVER))


@pytest.mark.parametrize("changes", [{"kind": "DECISION"}, {"by": "arno"}, {"approved": 14_000}])
def test_what_was_recommended_stays_as_it_was(people, changes):
    """Nor does it become a decision, or somebody else's."""
    claim = claims.recommended(people)
    told = {"by": people.arno} if "by" in changes else changes
    if "kind" in told:
        told = told | {"leaves_at": clock.now()}
    with pytest.raises(IntegrityError, match="stays as it was"):
        update(claim.decisions.all(), told)


@pytest.mark.parametrize("who", ["rita", "arno"])
def test_no_state_is_written_past_the_second_person(people, who):
    claim = claims.recommended(people)
    by = {"decided_by": getattr(people, who), "decided_at": clock.now(), "came_from": ""}
    with pytest.raises(IntegrityError, match="a decision of a second person approves it"):
        update(Claim.objects.filter(pk=claim.pk), {"state": "APPROVED", "approved": 14_800, **by})


def test_no_amount_is_written_past_the_second_person(people):
    claim = claims.recommended(people)
    claims.decide(claim, claims.outcomes(claim, 14_000), user=people.arno)
    with pytest.raises(IntegrityError, match="a decision of a second person approves it"):
        update(Claim.objects.filter(pk=claim.pk), {"approved": Decimal(14_800)})


def test_up_to_the_limit_one_person_is_enough(people):
    claim = claims.under_review(people, 10_000)
    insert(claim, people.rita, 10_000)
    assert claim.decisions.leaving().exists()
