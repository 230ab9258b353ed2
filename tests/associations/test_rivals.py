"""One partner for each workload or subscription of a customer, whoever acts in the same second (domain 7.7)."""

import threading
from datetime import timedelta

import pytest
from django.db import connection, transaction

from accounts.enums import PartnerRole
from associations.actions import customers, reviewing, submitting, ticking
from associations.consent import Standing
from associations.enums import Answer
from associations.models import Association, AssociationItem
from associations.readiness import findings_of
from associations.rivals import rivals_of
from lifecycle import ActionRefused, clock
from programs.rules import local_day
from review.wanted import Wanted
from tests.factories import associations as make
from tests.factories.accounts import MembershipFactory
from tests.factories.people import People

RECENT = "Your proof is older than the other partner's."


def rival_of(people: People, *codes: str, days_ago: int = 5) -> Association:
    """The stranger's company claims the same, with proof of these days ago."""
    location = people.stranger.memberships.get().partner
    signed = local_day(clock.now(), people.program.zone) - timedelta(days=days_ago)
    made = make.submitted(people, *codes, user=people.stranger, partner=location, signed_on=signed)
    make.mail_taken(made)
    return reviewing.take(made.pk, user=people.rita)


def confirmed(association: Association) -> Association:
    customers.answer(association.links.get(replaced_at=None), Answer.CONFIRM, "", "de")
    return association


def state_of(association: Association) -> str:
    association.refresh_from_db()
    return association.state


def test_both_may_submit_and_see_each_other_as_rivals_newest_proof_first(people):
    first, second = make.under_review(people), rival_of(people)
    third_location = MembershipFactory(user=people.stranger, role=PartnerRole.ADMIN).partner
    assert [one.pk for one in rivals_of(first)] == [second.pk]
    assert [one.pk for one in rivals_of(second)] == [first.pk]
    assert third_location.pk not in {first.partner_id, second.partner_id}


def test_another_workload_is_no_rival(people):
    first = make.under_review(people, "teams")
    rival_of(people, "exchange")
    assert not rivals_of(first).exists()


def test_the_form_warns_without_saying_who(people):
    make.approved(people, "teams", "intune")
    location = people.stranger.memberships.get().partner
    draft = make.draft(people, "teams", user=people.stranger, partner=location)
    draft = Association.objects.for_page().get(pk=draft.pk)
    (warning,) = findings_of(draft, clock.now())
    assert (warning.code, warning.blocks) == ("taken", False)
    assert "Teams" in str(warning.words)
    assert "Nordlicht" not in str(warning.words)


def test_one_is_approved_over_the_other_who_is_told_why(people):
    first, second = confirmed(make.under_review(people)), confirmed(rival_of(people))
    reviewing.approve_over(second.pk, RECENT, user=people.rita)
    assert (state_of(first), state_of(second)) == ("REJECTED", "APPROVED")
    assert (first.reason, first.reason_words) == ("OTHER_PARTNER", RECENT)


def test_who_is_recorded_gives_way_too(people):
    incumbent = make.approved(people)
    challenger = confirmed(rival_of(people))
    with pytest.raises(ActionRefused, match="Compare both"):
        reviewing.approve(challenger.pk, user=people.rita)
    reviewing.approve_over(challenger.pk, RECENT, user=people.rita)
    assert (state_of(incumbent), incumbent.partner_label) == ("REJECTED_FINAL", "Ended")
    assert state_of(challenger) == "APPROVED"


def test_material_is_asked_from_both(people):
    first, second = make.under_review(people), rival_of(people)
    asked = reviewing.ask_rivals(first.pk, [Wanted("", words="Your newest.")], "", user=people.rita)
    assert {one.pk for one in asked} == {first.pk, second.pk}
    assert state_of(second) == "ACTION_REQUIRED"


def test_the_incumbent_adds_newer_proof_only_where_somebody_competes(people):
    from associations import workflow

    incumbent, at = make.approved(people), clock.now()
    assert not workflow.verdict(incumbent, "add_proof", people.ben, at)
    rival_of(people)
    assert workflow.verdict(incumbent, "add_proof", people.ben, at)


def test_accepted_proof_goes_back_to_the_reviewer_when_another_was_recorded_meanwhile(people):
    first, second = make.under_review(people), rival_of(people)
    reviewing.clear(first.pk, user=people.rita)
    # As if the other one's approval had come in the same second as our silence.
    AssociationItem.objects.filter(association=second).update(active=True)
    with clock.shifted(timedelta(days=8)):
        assert ticking.complete_silent(clock.now()) == 0
    assert (state_of(first), first.cleared_at) == ("UNDER_REVIEW", None)


@pytest.mark.django_db(transaction=True)
def test_two_approvals_in_the_same_second_have_one_outcome(people):
    both = [confirmed(make.under_review(people)), confirmed(rival_of(people))]
    barrier, outcomes = threading.Barrier(2), []

    def approve(association: Association) -> None:
        barrier.wait()
        try:
            reviewing.approve(association.pk, user=people.rita)
            outcomes.append("approved")
        except ActionRefused:
            outcomes.append("refused")
        finally:
            connection.close()

    threads = [threading.Thread(target=approve, args=[one]) for one in both]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(outcomes) == ["approved", "refused"]
    assert AssociationItem.objects.filter(active=True).count() == 1


@pytest.mark.django_db(transaction=True)
def test_the_customer_and_the_clock_in_the_same_second_have_one_outcome(people):
    taken = make.under_review(people)
    reviewing.clear(taken.pk, user=people.rita)
    link, barrier = taken.links.get(replaced_at=None), threading.Barrier(2)

    def decline() -> None:
        with clock.shifted(timedelta(days=8)):
            barrier.wait()
            customers.answer(link, Answer.DECLINE, "No.", "de")
        connection.close()

    def complete() -> None:
        with clock.shifted(timedelta(days=8)):
            barrier.wait()
            ticking.complete_silent(clock.now())
        connection.close()

    threads = [threading.Thread(target=one) for one in (decline, complete)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert state_of(taken) in {"REJECTED", "REJECTED_FINAL"}
    assert not taken.items.filter(active=True).exists()


def test_the_database_itself_records_one_partner_each(people):
    approved = make.approved(people)
    other = rival_of(people)
    with pytest.raises(Exception, match="associations_one_partner_each"), transaction.atomic():
        AssociationItem.objects.filter(association=other).update(active=True)
    assert approved.items.get().active


def test_a_dispute_after_a_refusal_asks_the_customer_anew(people):
    taken = make.under_review(people)
    customers.answer(taken.links.get(replaced_at=None), Answer.DECLINE, "No.", "de")
    submitting.dispute(taken.pk, "A misunderstanding.", user=people.anna)
    assert taken.links.count() == 2
    from associations.consent import consent_of

    fresh = Association.objects.for_page().get(pk=taken.pk)
    assert consent_of(fresh, clock.now()).standing == Standing.DECLINED
    confirmed(taken)
    fresh = Association.objects.for_page().get(pk=taken.pk)
    assert consent_of(fresh, clock.now()).given
