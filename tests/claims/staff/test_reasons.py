"""Reasons of the catalogue: chosen by line, read in each reader's language, with what would have mended it."""

from decimal import Decimal

import pytest
from django.urls import reverse

from claims.actions import deciding, disputing
from claims.forms.deciding import DecisionForm
from claims.models import Claim
from claims.outcomes import LineOutcome
from funds.actions.ledger import fund_for, release
from lifecycle import ActionRefused, clock
from programs.enums import VendorRole
from programs.models import Reason
from review.models import Request, RequestItem
from tests.factories import claims as made
from tests.factories.people import staff
from tests.factories.programs import ProgramFactory

ALCOHOL = {
    "words": {"en": "Alcohol is never reimbursed.", "de": "Alkohol wird nie erstattet."},
    "mend": {"en": "Ask for a bill of its own.", "de": "Lassen Sie getrennt abrechnen."},
}


@pytest.fixture
def alcohol(db):
    return Reason.objects.create(code="alcohol", kind="DECISION", **ALCOHOL)


@pytest.fixture
def cut(people, alcohol):
    """1,000 cut to 600 with the catalogue's reason, in Rita's words too; it has left."""
    claim = made.under_review(people, 1000)
    line = claim.expenses.get()
    return made.decide(claim, {line: LineOutcome(Decimal(600), "Page 2.", alcohol)}, user=people.rita)


def fields(claim: Claim, **values: str) -> dict[str, str]:
    key = claim.expenses.get().public_id
    return {f"{name}-{key}": value for name, value in values.items()}


def test_a_reason_from_the_list_is_enough(people, sign_in, url_of, text, alcohol):
    claim = made.under_review(people, 1000)
    chosen = fields(claim, outcome="cut", amount="600", code="alcohol")

    check = sign_in(people.rita).post(url_of("review_decide", claim), chosen)
    assert "Alcohol is never reimbursed." in text(check)
    assert "What would have mended it: Ask for a bill of its own." in text(check)

    sign_in(people.rita).post(url_of("review_decide", claim), chosen | {"confirm": "1"})
    line = made.left(claim).decisions.get().lines.get()
    assert (line.code, line.reason) == (alcohol, "")


@pytest.mark.parametrize(
    "changes", [{"kind": "REQUEST"}, {"active": False}, {"program": True}], ids=["asking", "old", "elsewhere"]
)
def test_only_what_is_offered_in_the_program_can_be_chosen(people, alcohol, changes):
    other = {"program": ProgramFactory()} if "program" in changes else changes
    Reason.objects.filter(pk=alcohol.pk).update(**other)
    claim = made.under_review(people, 1000)
    form = DecisionForm(claim, fields(claim, outcome="refuse", code="alcohol"))

    assert not form.is_valid()
    assert "Select a valid choice" in str(form.errors)


def test_what_was_recommended_stays_to_be_chosen(people, sign_in, url_of, alcohol):
    claim = made.under_review(people, 14_800)
    line = claim.expenses.get()
    deciding.recommend(claim.pk, {line: LineOutcome(Decimal(9_000), "", alcohol)}, "", user=people.rita)
    Reason.objects.update(active=False)
    press = sign_in(people.arno).post

    check = press(url_of("review_decide", claim), {"as_recommended": "1"})
    data = {one.html_name: one.value() or "" for one in check.context["form"]}
    press(url_of("review_decide", claim), data | {"confirm": "1"})

    claim = made.left(claim)
    assert claim.decisions.left().get().lines.get().code == alcohol


@pytest.mark.parametrize("who", ["anna", "rita", "axel"])
@pytest.mark.parametrize("language", ["en", "de"])
def test_everybody_reads_it_in_their_own_language(people, cut, sign_in, text, who, language):
    user = getattr(people, who)
    type(user).objects.filter(pk=user.pk).update(language=language)
    user.refresh_from_db()
    pages = {"anna": ("claim", "claim_history"), "rita": ("review_claim",), "axel": ("review_claim",)}[who]

    for page in pages:
        said = text(sign_in(user).get(reverse(page, args=[cut.public_id])))
        assert ALCOHOL["words"][language] in said
        assert ALCOHOL["mend"][language] in said
        assert "Page 2." in said
        assert ALCOHOL["words"]["de" if language == "en" else "en"] not in said


def test_whoever_decides_a_dispute_begins_with_what_is_disputed(people, cut, sign_in, url_of, alcohol):
    disputing.dispute(cut.pk, "It was water.", user=people.anna)
    Reason.objects.update(active=False)

    page = sign_in(staff("Rolf", people.program, VendorRole.REVIEWER)).get(url_of("review_decide", cut))

    (line,) = page.context["form"].lines()
    assert (line.outcome.value(), line.amount.value(), line.code.value()) == ("cut", "600.00", "alcohol")
    assert page.context["effect"].approved == 600


def test_partners_do_not_read_what_was_recommended(people, sign_in, text):
    claim = made.recommended(people)
    deciding.return_to_reviewer(claim.pk, "Look at the hall once more.", user=people.arno)

    said = text(sign_in(people.anna).get(reverse("claim_history", args=[claim.public_id])))

    assert "recommended" not in said
    assert "Look at the hall" not in said


def test_the_total_follows_what_is_typed(people, sign_in, url_of, text):
    claim = made.under_review(people, 1000, 200)
    first, second = claim.expenses.all()
    ask = {f"outcome-{first.public_id}": "cut", f"outcome-{second.public_id}": "approve"}
    page = sign_in(people.rita).get

    typed = page(url_of("review_effect", claim), ask | {f"amount-{first.public_id}": "600.50"})
    assert typed.context["effect"].approved == Decimal("800.50")
    assert "800.50 EUR" in text(typed)

    for unreadable in ("", "6oo", "1,000.01"):
        halfway = page(url_of("review_effect", claim), ask | {f"amount-{first.public_id}": unreadable})
        assert halfway.context["effect"].approved is None
        assert "an amount is missing" in text(halfway)


def test_the_first_page_shows_the_total_as_claimed(people, sign_in, url_of):
    claim = made.under_review(people, 1000, 200)

    page = sign_in(people.rita).get(url_of("review_decide", claim))

    assert (page.context["effect"].approved, page.context["effect"].rest) == (Decimal(1200), 0)


def test_no_more_is_approved_than_is_held(people):
    """Whatever took money from what is held: the decision says so when it is made, not when it leaves."""
    claim = made.under_review(people, 1000)
    fund = fund_for(claim.partner, claim.program, claim.period)
    release(fund, Decimal(300), subject=claim, actor=None, at=clock.now())

    with pytest.raises(ActionRefused) as refused:
        deciding.decide(claim.pk, made.outcomes(claim), "", user=people.rita)

    said = str(refused.value.reason).replace("\u00a0", " ")
    assert said == "Only 700.00 EUR are held for this claim; that is 300.00 EUR too little."
    assert not claim.decisions.exists()


def test_what_was_asked_in_vain_is_refused_unless_somebody_chooses_otherwise(people, sign_in, url_of, text):
    Reason.objects.create(
        code="no-answer", kind="DECISION", words={"en": "Nothing came.", "de": "Nichts kam."}
    )
    claim = made.under_review(people, 1000, 200)
    first, second = claim.expenses.all()
    at = clock.now()
    asked = Request.objects.create(
        subject_kind="claim", subject_id=claim.pk, words="?", made_at=at, due_at=at.replace(year=at.year + 1)
    )
    for position, (line, outcome) in enumerate([(first, "UNANSWERED"), (second, "ANSWERED")]):
        RequestItem.objects.create(
            request=asked, position=position, part=f"line:{line.public_id}", words="?", outcome=outcome
        )
    Request.objects.update(lapsed_at=at)

    page = sign_in(people.rita).get(url_of("review_decide", claim))

    assert page.context["effect"].approved == Decimal(200)
    assert "did not come in time" in text(page)
    form = page.context["form"]
    chosen = {one.expense: (one.outcome.value(), one.code.value()) for one in form.lines()}
    assert chosen == {first: ("refuse", "no-answer"), second: ("approve", "")}
