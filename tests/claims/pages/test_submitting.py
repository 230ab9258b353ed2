"""Submitting once, in time, within the fund; and what may be done afterwards."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.urls import reverse

from accounts.enums import PartnerRole
from claims.actions import submitting
from claims.enums import ClaimState
from claims.models import Claim
from funds.models import Fund
from lifecycle import clock
from tests.factories import claims as make
from tests.factories.accounts import MembershipFactory


def at(name, claim, *more):
    return reverse(name, args=[claim.public_id, *more])


@pytest.fixture
def ready(team):
    make.money_for(team, 5000)
    return make.draft(team, 4200, title="Seminar Kiel")


def test_the_button_names_the_act_and_the_amount(anna, ready):
    words = anna.get(at("claim_check", ready)).content.decode()
    assert "Submit claim for 4,200.00\u00a0EUR" in words
    assert "800.00\u00a0EUR are left after that" in words


def test_the_confirmation_says_what_happens_next(anna, ready):
    answer = anna.post(at("claim_submit", ready), follow=True)
    ready.refresh_from_db()
    words = answer.content.decode()
    assert answer.redirect_chain[-1][0] == at("claim_submitted", ready)
    assert ready.number in words
    assert "4,200.00\u00a0EUR" in words
    assert "Tax law may require longer." in words
    assert Fund.objects.get().held == 4200


def test_a_double_click_gives_one_number(anna, ready):
    anna.post(at("claim_submit", ready))
    number = Claim.objects.get().number
    again = anna.post(at("claim_submit", ready), follow=True)
    assert f"You have submitted this claim already, as {number}." in again.content.decode()
    assert Claim.objects.get().number == number
    assert Fund.objects.get().held == 4200


def test_the_second_person_sees_the_submitted_claim(team, as_person, ready):
    second = MembershipFactory(partner=team.partner, role=PartnerRole.ADMIN).user
    submitting.submit(ready.pk, user=team.anna)
    answer = as_person(second).post(at("claim_submit", ready), follow=True)
    assert answer.status_code == 200
    assert "Anna has submitted this claim already" in answer.content.decode()


def test_after_the_deadline_the_page_says_so_and_keeps_everything(anna, ready):
    with clock.shifted(timedelta(days=120)):
        answer = anna.post(at("claim_submit", ready))
    assert answer.status_code == 409
    assert "The deadline of this usage period has passed." in answer.content.decode()
    assert "Druckhaus 1" in answer.content.decode()
    assert Claim.objects.get().state == ClaimState.EDITING


def test_a_fund_too_small_says_by_how_much(team, anna):
    make.money_for(team, 1000)
    claim = make.draft(team, 1500)
    assert (
        "Only 1,000.00\u00a0EUR are left in the fund." in anna.get(at("claim_check", claim)).content.decode()
    )
    answer = anna.post(at("claim_submit", claim))
    assert answer.status_code == 409
    assert "500.00\u00a0EUR" in answer.context["refused"]
    assert "Everything you entered is still here." in answer.content.decode()


def test_what_is_missing_is_listed_and_the_button_is_off(anna, bare):
    words = anna.get(at("claim_check", bare)).content.decode()
    assert "Add at least one invoice, or certify in-house work." in words
    assert "Say on which days the activity took place." in words
    assert at("claim_submit", bare) not in words
    assert anna.post(at("claim_submit", bare)).status_code == 409


def test_a_user_hands_over_instead(team, ben, mailoutbox, ready):
    words = ben.get(at("claim_check", ready)).content.decode()
    assert "Hand over as ready to submit" in words
    assert at("claim_submit", ready) not in words
    ben.post(at("claim_hand_over", ready))
    ready.refresh_from_db()
    assert ready.ready_at
    assert ready.state == ClaimState.EDITING


def test_taken_back_it_is_a_draft_again(team, anna):
    claim = make.submitted(team)
    assert "Take back and change" in anna.get(at("claim", claim)).content.decode()
    anna.post(at("claim_take_back", claim))
    claim.refresh_from_db()
    assert claim.is_draft
    assert Fund.objects.get().held == 0
    assert anna.get(at("claim", claim)).status_code == 200


def test_withdrawing_before_the_deadline_frees_the_money(team, anna):
    claim = make.submitted(team)
    assert "The money will be free again" in anna.get(at("claim_withdraw", claim)).content.decode()
    anna.post(at("claim_withdraw", claim))
    claim.refresh_from_db()
    assert claim.state == ClaimState.WITHDRAWN
    assert Fund.objects.get().forfeited == 0


def test_withdrawing_after_the_deadline_says_what_is_forfeited(team, anna):
    claim = make.submitted(team)
    with clock.shifted(timedelta(days=120)):
        words = anna.get(at("claim_withdraw", claim)).content.decode()
        assert "Withdraw and forfeit 1,200.00\u00a0EUR" in words
        anna.post(at("claim_withdraw", claim))
    assert Fund.objects.get().forfeited == Decimal(1200)


class TestAnswering:
    def test_too_late_keeps_the_words_on_the_page(self, team, ben):
        claim = make.asked(team)
        with clock.shifted(timedelta(days=60)):
            answer = ben.post(
                at("claim_answer", claim), {"comment": "Here it is.", "send": "1", "nevertheless": "on"}
            )
        assert answer.status_code == 409
        assert "The time to answer is over." in answer.content.decode()
        assert "Here it is." in answer.content.decode()

    def test_nothing_is_asked_of_a_claim_under_review(self, team, anna):
        claim = make.under_review(team)
        assert anna.get(at("claim_answer", claim)).status_code == 409
        assert anna.post(at("claim_answer", claim), {"comment": "", "send": "1"}).status_code == 409
