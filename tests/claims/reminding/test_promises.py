"""Whoever can decide hears in the morning what is promised for that day and what was not decided in time."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from accounts.enums import PartnerRole
from claims.actions import assigning, disputing
from claims.actions.reminding.promises import warn_of_promises
from claims.models import Claim
from programs.enums import VendorRole
from review import assigning as given
from tests.claims.reminding.told import A_DAY, begun, names, still_owed, ticks, told
from tests.factories import claims as make
from tests.factories.accounts import MembershipFactory
from tests.factories.people import staff

pytestmark = pytest.mark.django_db
KIND = "promise_at_risk"


def mornings(claim):
    """Of the promise's last day, and of the next."""
    claim.refresh_from_db()
    return claim.promised_at - timedelta(hours=16), claim.promised_at + timedelta(hours=8)


def test_who_took_it_hears_on_the_last_day_and_on_the_day_after(people, taken):
    begun(KIND)
    ticks(warn_of_promises, *mornings(taken))
    first, second = told(KIND)
    assert {first.to, second.to} == {people.rita}
    assert [message.context["claims"][0]["passed"] for message in (first, second)] == [False, True]
    assert first.context["claims"][0]["turn"] == "review"


def test_what_nobody_took_is_the_managers_matter(people, submitted):
    begun(KIND)
    ticks(warn_of_promises, mornings(submitted)[0])
    assert names(KIND) == ["Paula"]
    assert told(KIND)[0].context["claims"][0]["turn"] == "nobody"


def test_to_whom_it_is_given_comes_before_who_took_it(people, taken):
    ruth = staff("Ruth", people.program, VendorRole.REVIEWER)
    given.assign(taken, ruth, by=people.paula, at=taken.taken_at)
    begun(KIND)
    ticks(warn_of_promises, mornings(taken)[0])
    assert names(KIND) == ["Ruth"]


def test_a_recommendation_waits_for_the_approvers_but_not_for_who_recommended(people):
    staff_too = staff("Nina", people.program, VendorRole.APPROVER)
    MembershipFactory(user=staff_too, partner=people.partner, role=PartnerRole.USER)
    claim = make.recommended(people)
    begun(KIND)
    ticks(warn_of_promises, mornings(claim)[0])
    assert names(KIND) == ["Arno"], "Nobody approves for their own company (R8)"


def test_a_dispute_is_nothing_for_who_decided_first(people):
    claim = make.decided(people, 1000)
    disputing.dispute(claim.pk, "We disagree.", user=people.anna)
    begun(KIND)
    ticks(warn_of_promises, mornings(claim)[0])
    assert names(KIND) == ["Paula"]


def test_one_message_a_person_and_morning_however_many_claims(people):
    claims = [make.SubmittedRow(people=people) for _n in range(25)]
    begun(KIND)
    morning = mornings(claims[0])[0]
    with CaptureQueriesContext(connection) as asked:
        warn_of_promises(morning)
    (message,) = told(KIND)
    assert (message.context["count"], len(message.context["claims"]), message.context["more"]) == (25, 20, 5)
    assert len(asked) < 20


def test_what_was_decided_meanwhile_is_not_said(people, taken):
    begun(KIND)
    warn_of_promises(mornings(taken)[0])
    assert still_owed(KIND) == ["Rita"]
    make.decide(Claim.objects.get(pk=taken.pk), make.outcomes(taken), user=people.rita)
    assert still_owed(KIND) == []


def test_a_claim_that_waits_for_the_partner_is_at_no_risk(people, asked):
    begun(KIND, asked.submitted_at)
    warn_of_promises(asked.submitted_at + 10 * A_DAY)
    assert names(KIND) == []


def test_a_gap_over_both_mornings_tells_once_that_it_has_passed(people, taken):
    begun(KIND)
    warn_of_promises(mornings(taken)[1] + 3 * A_DAY)
    (message,) = told(KIND)
    assert message.context["claims"][0]["passed"] is True


def test_a_lead_s_assignment_is_one_mail_for_all_claims(people):
    claims = [make.SubmittedRow(people=people) for _n in range(3)]
    assigning.give(claims, people.rita, user=people.paula)
    assigning.give(claims, people.rita, user=people.paula)
    (message,) = told("claim_assigned")
    assert (message.to, message.context["count"]) == (people.rita, 3)
    assert [one["number"] for one in message.context["claims"]] == [claim.number for claim in claims]
    assert still_owed("claim_assigned") == ["Rita"]
    for claim in claims:
        assigning.release(claim.pk, user=people.paula)
    assert still_owed("claim_assigned") == []


def test_who_gives_themselves_a_claim_knows_it(people):
    ruth = staff("Ruth", people.program, VendorRole.REVIEWER)
    staff_role = people.program.roles.model.objects.create
    staff_role(user=ruth, program=people.program, role=VendorRole.MANAGER)
    assigning.give([make.SubmittedRow(people=people)], ruth, user=ruth)
    assert told("claim_assigned") == []
