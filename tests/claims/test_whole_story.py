"""One claim all the way: five lines, asked and answered, recommended, approved by a second person, disputed, decided.

What is held, approved and left is looked at after each step, and what everybody reads at the end.
"""

from decimal import Decimal

import pytest
from django.test import Client
from django.urls import reverse

from claims.actions import proving, reviewing, submitting
from claims.models import Claim
from lifecycle import clock
from notifications.actions.delivering import deliver
from notifications.models import Message
from programs.enums import VendorRole
from programs.models import Reason
from review.wanted import Wanted
from tests.factories import claims as make
from tests.factories.people import staff

#: Claimed, recommended and approved, and decided in the dispute; the limit is 10,000.
CLAIMED = (6000, 3000, 2000, 1500, 1000)
FIRST = (6000, 2500, 1200, 0, 1000)
SECOND = (6000, 2500, 2000, 0, 1000)
WORDS = {"en": "Alcohol is never reimbursed.", "de": "Alkohol wird nie erstattet."}
MEND = {"en": "Ask for a bill of its own.", "de": "Lassen Sie getrennt abrechnen."}


@pytest.fixture
def amira(people):
    """A second approver; and Rolf, a second reviewer: the first decider decides no dispute."""
    staff("Rolf", people.program, VendorRole.REVIEWER)
    return staff("Amira", people.program, VendorRole.APPROVER)


def sign_in(user) -> Client:
    browser = Client()
    browser.force_login(user)
    return browser


def url(name: str, claim: Claim, *more) -> str:
    return reverse(name, args=[claim.public_id, *more])


def text(response) -> str:
    assert response.status_code == 200
    return " ".join(response.content.decode().replace("\u00a0", " ").split())


def press(user, name: str, claim: Claim, amounts: tuple[int, ...]) -> None:
    """Fill in the form of a decision, and confirm it."""
    data = {"reason": "", "confirm": "1"}
    for line, amount in zip(claim.expenses.all(), amounts, strict=True):
        outcome = "approve" if amount == line.amount else "cut" if amount else "refuse"
        data |= {
            f"outcome-{line.public_id}": outcome,
            f"amount-{line.public_id}": str(amount) if outcome == "cut" else "",
            f"code-{line.public_id}": "" if outcome == "approve" else "alcohol",
        }
    browser = sign_in(user)
    answer = browser.post(url(name, claim), data | {"knowing": ""}, follow=True)
    if answer.status_code == 409:  # somebody has it on the bench: knowingly
        held = answer.context["held"]
        answer = browser.post(url(name, claim), data | {"knowing": held.since.isoformat()}, follow=True)
    assert answer.status_code == 200


def money(claim: Claim) -> tuple[Decimal, Decimal, Decimal]:
    """Held, approved, left."""
    fund = Claim.objects.get(pk=claim.pk).fund
    return fund.held, fund.approved, fund.left


def test_from_five_lines_to_the_second_decision(people, amira, mailoutbox):
    Reason.objects.create(code="alcohol", kind="DECISION", words=WORDS, mend=MEND)
    type(people.ben).objects.filter(pk=people.ben.pk).update(language="de")
    people.ben.refresh_from_db()
    rolf = type(amira).objects.get(name="Rolf")

    claim = make.under_review(people, *CLAIMED)
    assert money(claim) == (13_500, 0, 86_500)
    reviewing.request_documents(claim.pk, [Wanted(words="The list of guests, please.")], user=people.rita)
    proving.add_text(claim.pk, make.asked_item(claim), "40 guests.", user=people.ben)
    submitting.answer(claim.pk, "Here you are.", user=people.anna)
    reviewing.take(claim.pk, user=people.rita)

    press(people.rita, "review_recommend", claim, FIRST)
    assert money(claim) == (13_500, 0, 86_500)
    press(people.arno, "review_decide", claim, FIRST)
    assert sign_in(people.arno).post(url("review_leave", claim)).status_code == 302
    assert money(claim) == (2800, 10_700, 86_500)

    anna = sign_in(people.anna)
    third = claim.expenses.get(position=3)
    said = {"statement": "", f"line-{third.public_id}": "on", f"words-{third.public_id}": "It was water."}
    assert anna.post(url("claim_dispute", claim), said | {"send": "1"}).status_code == 302
    assert money(claim) == (2800, 10_700, 86_500)

    assert "It was water." in text(sign_in(rolf).get(url("review_claim", claim)))
    press(rolf, "review_recommend", claim, SECOND)
    press(amira, "review_decide", claim, SECOND)
    assert sign_in(amira).post(url("review_leave", claim)).status_code == 302
    assert money(claim) == (0, 11_500, 88_500)

    read_by_the_partner(people, claim)
    told_by_mail(people, claim, mailoutbox)


def read_by_the_partner(people, claim: Claim) -> None:
    """Both letters, the claim's page and its history, in the language of each reader."""
    for user, language in ((people.anna, "en"), (people.ben, "de")):
        browser, money_in = sign_in(user), {"en": "11,500.00 EUR", "de": "11.500,00 EUR"}[language]
        first = text(browser.get(url("claim_letter", claim, 1)))
        assert {"en": "10,700.00 EUR of 13,500.00 EUR", "de": "10.700,00 EUR von 13.500,00 EUR"}[
            language
        ] in first
        for page in ("claim", "claim_history"):
            assert money_in in text(browser.get(url(page, claim)))
        second = text(browser.get(url("claim_letter", claim, 2)))
        assert money_in in second
        assert {"en": "It stands; it cannot be disputed again.", "de": "ein weiterer Widerspruch"}[
            language
        ] in second
        for letter in (first, second):
            assert WORDS[language] in letter
            assert MEND[language] in letter
    history = text(sign_in(people.anna).get(url("claim_history", claim)))
    told = (
        "Answered: Here you are.",
        "Decided: 10,700.00 EUR",
        "Line 3: It was water.",
        "Decided: 11,500.00 EUR",
    )
    for step in told:
        assert step in history
    assert "recommended" not in history


def told_by_mail(people, claim: Claim, mailoutbox) -> None:
    """In the order in which they left; each with one link."""
    for message in Message.objects.filter(to=people.anna).order_by("pk"):
        deliver(message.pk, clock.now())
    subjects = [mail.subject.replace("\u00a0", " ") for mail in mailoutbox]
    expected = (
        "please answer",
        "is decided: 10,700.00 EUR of 13,500.00 EUR approved",
        "your dispute has arrived",
        "Your dispute of claim",
    )
    found = [next(one for one in subjects if part in one) for part in expected]
    assert found == sorted(found, key=subjects.index)
    assert all(mail.alternatives[0].content.count("<a ") == 1 for mail in mailoutbox)
