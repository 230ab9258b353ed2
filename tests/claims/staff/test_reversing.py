"""Taking a decision back while it is unpaid: one asks, another agrees, the partner is told."""

from decimal import Decimal

import pytest
from django.urls import reverse

from claims.actions import disputing, reversing
from claims.enums import ClaimState
from claims.models import Claim, Reversal
from funds.actions.ledger import fund_for, pay
from funds.workflow import approved_for, held_for
from lifecycle import clock
from notifications.actions.delivering import deliver
from notifications.models import Message
from tests.factories import claims as made

WHY = {"reason": "The invoice belongs to another event."}


@pytest.fixture
def approved(people):
    """1,000 of 1,200 approved by Rita."""
    return made.decided(people, 1000)


@pytest.fixture
def asked(people, approved):
    reversing.ask(approved.pk, WHY["reason"], user=people.rita)
    return approved


def money(claim):
    fund = fund_for(claim.partner, claim.program, claim.period)
    return held_for(fund, claim), approved_for(fund, claim)


def test_one_asks_with_a_reason_and_nothing_moves_yet(people, approved, sign_in, url_of, text):
    bench = text(sign_in(people.rita).get(url_of("review_claim", approved)))
    assert url_of("review_reverse", approved) in bench
    assert "Say why the decision is taken back." in text(
        sign_in(people.rita).post(url_of("review_reverse", approved), {"reason": ""})
    )

    page = sign_in(people.rita).post(url_of("review_reverse", approved), WHY, follow=True)

    assert "Rita asks to take the decision back" in text(page)
    assert "You asked to take this decision back; a second person has to agree." in text(
        sign_in(people.rita).get(url_of("review_reverse", approved))
    )
    approved.refresh_from_db()
    assert (approved.state, money(approved)) == (ClaimState.APPROVED, (Decimal(200), Decimal(1000)))
    told = set(Message.objects.filter(kind="reversal_asked").values_list("to__name", flat=True))
    assert told == {"Arno"}


def test_the_partner_hears_nothing_until_it_is_agreed(people, asked, sign_in, text):
    for page in ("claim", "claim_history"):
        assert "take the decision back" not in text(
            sign_in(people.anna).get(reverse(page, args=[asked.public_id]))
        )


def test_who_asked_does_not_agree(people, asked, sign_in, url_of):
    assert sign_in(people.rita).post(url_of("review_reverse_agree", asked)).status_code == 409
    for other in (people.pia, people.paula, people.axel):
        assert sign_in(other).post(url_of("review_reverse_agree", asked)).status_code == 403


def test_agreed_the_money_is_held_again_and_the_claim_under_review(
    people, asked, sign_in, url_of, text, mailoutbox
):
    look = text(sign_in(people.arno).get(url_of("review_reverse", asked)))
    assert "1,000.00 EUR are then held again instead of approved" in look
    assert WHY["reason"] in look

    page = sign_in(people.arno).post(url_of("review_reverse_agree", asked), follow=True)

    assert "The decision is taken back." in text(page)
    claim = Claim.objects.get(pk=asked.pk)
    assert (claim.state, claim.taken_by, claim.approved) == (ClaimState.UNDER_REVIEW, people.rita, None)
    assert (claim.promised_at is not None, money(claim)) == (True, (Decimal(1200), 0))
    status = text(sign_in(people.anna).get(reverse("claim", args=[claim.public_id])))
    assert "Under review" in status
    assert "Decision reversed together with Rita: The invoice belongs to another event." in status
    assert "Approved: 1,000.00 EUR" not in status
    letter = reverse("claim_letter", args=[claim.public_id, 1])
    assert letter in status
    assert "This decision does not hold any more" in text(sign_in(people.anna).get(letter))
    deliver(Message.objects.get(kind="decision_reversed", to=people.anna).pk, clock.now())
    (mail,) = mailoutbox
    assert mail.subject == f"Claim {claim.number} is under review again"
    assert WHY["reason"] in mail.body
    assert mail.alternatives[0].content.count("<a ") == 1


def test_decided_anew_it_can_be_disputed_anew(people, asked):
    claim = reversing.agree(asked.pk, user=people.arno)
    again = made.decide(claim, made.outcomes(claim, 500), user=people.rita)
    assert (again.approved, again.rest_freed_at, money(again)) == (500, None, (Decimal(700), Decimal(500)))


@pytest.mark.parametrize("who", ["rita", "arno"])
def test_turned_down_or_taken_back_the_decision_stands(people, asked, sign_in, url_of, text, who):
    page = sign_in(getattr(people, who)).post(url_of("review_reverse_end", asked), follow=True)
    assert "The decision stands." in text(page)
    assert Reversal.objects.get().ended_by == getattr(people, who)
    assert sign_in(people.arno).post(url_of("review_reverse_agree", asked)).status_code == 409
    assert money(asked) == (Decimal(200), Decimal(1000))


def test_paid_meanwhile_it_stands(people, asked, sign_in, url_of, text):
    fund = fund_for(asked.partner, asked.program, asked.period)
    pay(fund, Decimal(1000), subject=asked, actor=people.pia, at=clock.now())
    answer = sign_in(people.arno).post(url_of("review_reverse_agree", asked))
    assert answer.status_code == 409
    assert "This claim was paid" in text(answer)


def test_two_ask_and_one_request_stands(people, asked, sign_in, url_of, text):
    answer = sign_in(people.arno).post(url_of("review_reverse", asked), WHY)
    assert answer.status_code == 409
    assert "Rita has asked already to take this decision back." in text(answer)
    assert Reversal.objects.count() == 1


def test_a_dispute_ends_the_request(people, asked):
    disputing.dispute(asked.pk, "It was water.", user=people.anna)
    assert Reversal.objects.get().ended_by == people.anna
