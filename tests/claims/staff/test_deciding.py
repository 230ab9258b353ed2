"""Deciding line by line, above and below the limit, and by two people at once."""

from decimal import Decimal

import pytest

from claims.actions import deciding, reviewing
from claims.enums import ClaimState
from review.wanted import Wanted
from tests.factories import claims as made

CONFIRM = {"confirm": "1"}


@pytest.fixture
def decide(people, sign_in, url_of, filled):
    """Rita posts the form of a claim."""

    def _decide(claim, *lines, verb="review_decide", user=None, reason="", **buttons):
        data = filled(claim, *lines, reason=reason, **buttons)
        return sign_in(user or people.rita).post(url_of(verb, claim), data)

    return _decide


def errors(response):
    return [str(one) for found in response.context["form"].errors.values() for one in found]


def test_the_total_and_what_it_does_to_the_fund_are_shown_before(people, decide, text):
    claim = made.under_review(people, 1000, 200)

    answer = decide(claim, ("cut", "600.50", "Alcohol is never reimbursed."), ("approve", "", ""))

    said = text(answer)
    assert "Nothing is decided yet." in said
    assert "Approve 800.50 EUR" in said
    assert "Alcohol is never reimbursed." in said
    effect = answer.context["effect"]
    assert (effect.approved, effect.cut, effect.held, effect.rest) == (
        Decimal("800.50"),
        Decimal("399.50"),
        Decimal(1200),
        Decimal("399.50"),
    )
    claim.refresh_from_db()
    assert claim.state == ClaimState.UNDER_REVIEW


def test_confirmed_it_is_decided(people, decide, url_of):
    claim = made.under_review(people, 1000, 200)

    answer = decide(
        claim, ("cut", "600.50", "Alcohol"), ("refuse", "", "Not proven"), reason="Thanks", **CONFIRM
    )

    assert answer["Location"] == url_of("review_claim", claim)
    claim = made.left(claim)
    assert (claim.state, claim.approved) == (ClaimState.APPROVED, Decimal("600.50"))
    decision = claim.decisions.get()
    assert decision.reason == "Thanks"
    assert [(line.approved, line.reason) for line in decision.lines.all()] == [
        (Decimal("600.50"), "Alcohol"),
        (Decimal(0), "Not proven"),
    ]


def test_what_the_check_page_carries_is_what_is_confirmed(people, decide, sign_in, url_of):
    claim = made.under_review(people, 1000)
    form = decide(claim, ("cut", "600.50", "Alcohol"), reason="Words").context["form"]

    sign_in(people.rita).post(
        url_of("review_decide", claim), {field.html_name: field.value() or "" for field in form} | CONFIRM
    )

    claim = made.left(claim)
    assert claim.approved == Decimal("600.50")


def test_change_leads_back_with_everything_typed(people, decide, text):
    claim = made.under_review(people, 1000)

    answer = decide(claim, ("cut", "600.50", "Alcohol"), change="1")

    assert 'value="600.50"' in text(answer)
    assert "Alcohol" in text(answer)
    assert "Check before deciding" in text(answer)


def test_refusing_every_line_rejects_the_claim(people, decide):
    claim = made.under_review(people, 1000, 200)

    decide(claim, ("refuse", "", ""), ("refuse", "", ""), reason="Outside the period.", **CONFIRM)

    claim = made.left(claim)
    assert (claim.state, claim.approved) == (ClaimState.REJECTED, 0)


@pytest.mark.parametrize("outcome", [("cut", "600", ""), ("refuse", "", "")])
def test_less_than_claimed_needs_a_reason(people, decide, outcome):
    claim = made.under_review(people, 1000)

    assert errors(decide(claim, outcome, **CONFIRM)) == ["Say why this line is cut or refused."]
    claim.refresh_from_db()
    assert claim.state == ClaimState.UNDER_REVIEW


@pytest.mark.parametrize(
    ("outcome", "amount", "sentence"),
    [
        ("cut", "", "Enter the amount you approve."),
        ("cut", "1,000.01", "This line claims 1,000.00 EUR; no more can be approved."),
        ("cut", "0", "To approve nothing, choose “Refuse”."),
        ("cut", "1e5", "Write the amount with digits only, without currency, letters or signs."),
        ("cut", "NaN", "Write the amount with digits only, without currency, letters or signs."),
        ("cut", "−1", "An amount cannot be negative here. Write it without a sign."),
        ("cut", "１００", "Write the amount with digits only, without currency, letters or signs."),
        ("cut", "1.234,56", "Write the amount like this: 1,234.56."),
        ("cut", "5.001", "EUR has no more than 2 decimal places."),
        ("approve", "600", "An amount is entered here. Choose “Cut to an amount”, or empty this field."),
        ("refuse", "600", "An amount is entered here. Choose “Cut to an amount”, or empty this field."),
        ("perhaps", "", "Select a valid choice. perhaps is not one of the available choices."),
    ],
)
def test_odd_amounts_get_their_sentence_and_stay_in_the_field(people, outcome, amount, sentence):
    from claims.forms.deciding import DecisionForm

    claim = made.under_review(people, 1000)
    key = claim.expenses.get().public_id
    data = {f"outcome-{key}": outcome, f"amount-{key}": amount, f"reason-{key}": "Because", "reason": ""}
    form = DecisionForm(claim, data)

    assert [str(one).replace("\u00a0", " ") for found in form.errors.values() for one in found] == [sentence]
    assert form[f"amount-{key}"].value() == amount


def test_german_amounts_for_german_readers(people, decide):
    type(people.rita).objects.filter(pk=people.rita.pk).update(language="de")
    claim = made.under_review(people, 2000)

    decide(claim, ("cut", "1.234,56", "Alkohol"), **CONFIRM)

    claim = made.left(claim)
    assert claim.approved == Decimal("1234.56")


def test_one_press_and_one_confirmation_approve_all(people, sign_in, url_of, text):
    claim = made.under_review(people, 1000, 200)

    answer = sign_in(people.rita).post(url_of("review_decide", claim), {"as_claimed": "1"})

    assert "Approve 1,200.00 EUR" in text(answer)
    claim.refresh_from_db()
    assert claim.state == ClaimState.UNDER_REVIEW


def test_above_the_limit_a_second_person_decides(people, decide, sign_in, url_of, text):
    claim = made.under_review(people, 14_800)
    refused = decide(claim, **CONFIRM)
    assert refused.status_code == 409
    assert "Above the program's limit you recommend" in text(refused).replace("&#x27;", "'")

    decide(claim, verb="review_recommend", reason="All fits.", **CONFIRM)
    claim.refresh_from_db()
    assert claim.state == ClaimState.AWAITING_APPROVAL

    bench = text(sign_in(people.arno).get(url_of("review_claim", claim)))
    assert "Rita recommends approving 14,800.00 EUR" in bench
    assert "All fits." in bench
    check = sign_in(people.arno).post(url_of("review_decide", claim), {"as_recommended": "1"})
    assert "Approve 14,800.00 EUR" in text(check)
    decide(claim, user=people.arno, **CONFIRM)
    claim = made.left(claim)
    assert (claim.state, claim.decided_by) == (ClaimState.APPROVED, people.arno)


def test_nobody_approves_their_own_recommendation(people, decide, sign_in, url_of, text):
    """R8: also not who reviews and approves."""
    from programs.enums import VendorRole
    from tests.factories.programs import ProgramRoleFactory

    ProgramRoleFactory(user=people.rita, program=people.program, role=VendorRole.APPROVER)
    claim = made.recommended(people)

    assert "You recommended this yourself" in text(sign_in(people.rita).get(url_of("review_claim", claim)))
    assert decide(claim, **CONFIRM).status_code == 409
    assert sign_in(people.rita).post(url_of("review_return", claim), {"reason": "No"}).status_code == 409
    claim.refresh_from_db()
    assert claim.state == ClaimState.AWAITING_APPROVAL


def test_a_reviewer_does_not_decide_a_recommendation(people, decide):
    from programs.enums import VendorRole
    from tests.factories.people import staff

    claim = made.recommended(people)
    other = staff("Rolf", people.program, VendorRole.REVIEWER)

    assert decide(claim, user=other, **CONFIRM).status_code == 409


def test_who_comes_second_reads_what_happened_and_keeps_the_words(people, decide, text):
    claim = made.under_review(people, 1000)
    deciding.decide(claim.pk, made.outcomes(claim), "", user=people.rita)

    answer = decide(claim, ("cut", "600", "A long and careful reason"), reason="Words for all", **CONFIRM)

    said = text(answer)
    assert answer.status_code == 409
    assert "Decision made: 1,000.00 EUR of 1,000.00 EUR approved" in said
    assert "A long and careful reason" in said
    assert "Words for all" in said
    claim = made.left(claim)
    assert claim.approved == Decimal(1000)


def test_overtaken_between_the_check_and_the_lock(people, decide, monkeypatch, text):
    """The claim changes after the page was judged and before the action has its lock."""
    from claims.views.staff import deciding as pages

    claim = made.under_review(people, 1000)
    real = deciding.decide

    def slow(claim_id, outcomes, reason, *, user, despite):
        reviewing.request_documents(claim_id, [Wanted(words="One more page, please.")], user=people.rita)
        return real(claim_id, outcomes, reason, user=user)

    monkeypatch.setitem(pages.ACTIONS, "decide", slow)
    answer = decide(claim, reason="Kept words", **CONFIRM)

    assert answer.status_code == 409
    assert "Kept words" in text(answer)
    assert "One more page, please." in text(answer)
    assert claim.decisions.count() == 0


def test_files_that_are_not_ready_stop_the_decision(people, decide, text):
    from tests.factories.documents import DocumentFactory

    claim = made.under_review(people, 1000)
    waiting = DocumentFactory(partner=people.partner, uploaded_by=people.anna, name="late.pdf")
    claim.expenses.update(document=waiting)

    answer = decide(claim, reason="Kept", **CONFIRM)

    assert answer.status_code == 409
    assert "Not all files have passed the checks yet: late.pdf." in text(answer)
