"""Submitting once, in time, within the fund; and what may be done afterwards."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.urls import reverse

from accounts.enums import PartnerRole
from claims.actions import submitting
from claims.actions.ticking import file_settled
from claims.enums import ClaimState
from claims.models import Claim
from funds.models import Fund
from lifecycle import clock
from tests.claims.pages.test_drafting import upload
from tests.factories import claims as make
from tests.factories.accounts import MembershipFactory
from tests.factories.documents import DocumentFactory


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
    def test_files_and_words_are_prepared_then_sent(self, team, ben):
        claim = make.asked(team)
        url = at("claim_answer", claim)
        today = clock.now().date().isoformat()
        ben.post(url, {"answer": "link", "link": "https://example.com/agenda", "seen_on": today})
        ben.post(url, {"comment": "See the link.", "save": "1"})
        page = ben.get(url).content.decode()
        assert "https://example.com/agenda" in page
        assert "See the link." in page
        answer = ben.post(url, {"comment": "See the link.", "send": "1"}, follow=True)
        assert "It is our turn now." in answer.content.decode()
        claim.refresh_from_db()
        assert claim.state == ClaimState.SUBMITTED

    def test_a_wrong_file_is_said_on_the_page_and_the_words_stay_saved(self, team, ben):
        claim = make.asked(team)
        url = at("claim_answer", claim)
        ben.post(url, {"comment": "More tomorrow.", "save": "1"})
        answer = ben.post(url, {"answer": "file", "file": upload("mail.eml", b"x")})
        assert "Save the e-mail as PDF with its header." in answer.content.decode()
        assert "More tomorrow." in answer.content.decode()

    def test_a_file_the_checks_refused_is_sent_again_in_its_place(self, team, ben):
        claim = make.submitted(team)
        line = claim.expenses.get()
        bad = DocumentFactory(partner=team.partner, uploaded_by=team.anna, refused=True)
        claim.expenses.update(document=bad)
        file_settled(bad)
        url = at("claim_answer", claim)
        assert "Files to send again" in ben.get(url).content.decode()
        wrong = ben.post(url, {"instead": bad.public_id, "file": upload("mail.eml", b"x")})
        assert "Save the e-mail as PDF with its header." in wrong.content.decode()
        other = claim.proofs.filter(document__isnull=False).get().document
        assert ben.post(url, {"instead": other.public_id, "file": upload()}).status_code == 404
        ben.post(url, {"instead": bad.public_id, "file": upload("again.pdf")})
        line.refresh_from_db()
        assert line.document.name == "again.pdf"
        assert "Files to send again" not in ben.get(url).content.decode()

    def test_too_late_keeps_the_words_on_the_page(self, team, ben):
        claim = make.asked(team)
        with clock.shifted(timedelta(days=60)):
            answer = ben.post(at("claim_answer", claim), {"comment": "Here it is.", "send": "1"})
        assert answer.status_code == 409
        assert "The time to answer is over." in answer.content.decode()
        assert "Here it is." in answer.content.decode()

    def test_nothing_is_asked_of_a_claim_under_review(self, team, anna):
        claim = make.under_review(team)
        assert anna.get(at("claim_answer", claim)).status_code == 409
        assert anna.post(at("claim_answer", claim), {"comment": "", "send": "1"}).status_code == 409
