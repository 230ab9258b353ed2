"""Real activities of the catalogue up to their caps, on the page on which one checks and submits."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.core.management import call_command
from django.urls import reverse

from accounts.models import Partner
from claims.actions import drafting, proving
from claims.enums import ClaimState
from claims.models import Claim, Expense
from claims_portal.demo import people
from claims_portal.demo.story import telling
from claims_portal.management.commands.load_demo import enroll
from funds.actions import ledger as funds
from lifecycle import clock
from programs.models import ActivityTypeVersion
from tests.factories.documents import DocumentFactory

pytestmark = pytest.mark.django_db
EARNED = Decimal(24_000)


@pytest.fixture
def anna(client):
    """Signed in, with EUR 24,000 earned."""
    call_command("load_catalogue", verbosity=0)
    people.make_people()
    enroll()
    period, anna = telling.story_period("COOP"), people.user("anna")
    partner = Partner.objects.get(number=people.NORDLICHT)
    funds.earn(funds.fund_for(partner, period.program, period), EARNED, actor=None, at=clock.now())
    anna.language = "en"
    anna.save()
    client.force_login(anna)
    client.user = anna
    return client


def started(anna, code: str, results: dict[str, str], **lines: int) -> Claim:
    """A draft with one line for each kind of expense, its files, its figures."""
    period = telling.story_period("COOP")
    activity = ActivityTypeVersion.objects.offered(period.fiscal_year).get(activity_type__code=code)
    partner = Partner.objects.get(number=people.NORDLICHT)
    claim = drafting.create(partner, period, activity, "Herbst", user=anna.user)
    day = max(telling.today() - timedelta(days=12), period.first_day)
    Claim.objects.filter(pk=claim.pk).update(first_day=day, last_day=day)
    for position, (kind, net) in enumerate(lines.items(), start=1):
        Expense.objects.create(
            claim=claim,
            position=position,
            kind=activity.expense_kinds.get(code=kind.replace("_", "-")),
            vendor="Agentur",
            invoice_number=f"A-{position}",
            invoice_date=day,
            currency="EUR",
            net=net,
            amount=net,
            document=_file(partner, anna.user),
        )
    figures = {one: results[one.key] for one in activity.requirements.all() if one.key in results}
    proving.save_results(claim.pk, figures, user=anna.user)
    for one in activity.requirements.filter(accepts_files=True, required=True):
        proof = {"document": _file(partner, anna.user), "added_by": anna.user, "added_at": clock.now()}
        claim.proofs.create(requirement=one, **proof)
    return claim


def _file(partner: Partner, user):
    return DocumentFactory(partner=partner, uploaded_by=user, clean=True)


def checked(anna, claim: Claim) -> str:
    return anna.get(reverse("claim_check", args=[claim.public_id])).content.decode().replace("\xa0", " ")


def submits(anna, claim: Claim) -> bool:
    anna.post(reverse("claim_submit", args=[claim.public_id]))
    claim.refresh_from_db()
    return claim.state == ClaimState.SUBMITTED


def test_digital_advertising_takes_its_landing_page_as_a_link(anna):
    claim = started(anna, "digital-advertising", {"result-summary": "12,000 saw it"}, agency_fee=2000)
    words = checked(anna, claim)
    assert f'href="/claims/{claim.public_id}/proof/#slot-landing-page"' in words
    assert not submits(anna, claim)
    slot = reverse("claim_slot", args=[claim.public_id, "landing-page"])
    link = {"link": "https://nordlicht.example/cloud", "seen_on": claim.last_day, "answer": "link"}
    anna.post(slot, link)
    assert "slot-landing-page" not in checked(anna, claim)
    assert submits(anna, claim)


def test_a_conference_pays_travel_for_three_people_at_most(anna):
    claim = started(anna, "hosted-conference", {"people": "5"}, travel=13_801, conference_registration=900)
    words = checked(anna, claim)
    assert "is 13,800.00 EUR for each claim" in words
    assert "1.00 EUR too much" in words
    assert not submits(anna, claim)
    claim.expenses.filter(net=13_801).update(net=13_800, amount=13_800)
    assert submits(anna, claim)


def test_a_contest_pays_a_quarter_of_what_was_earned_over_all_claims(anna):
    figures = {"result-summary": "40 deals"}
    first = started(anna, "internal-incentive", figures, giveaways=5000)
    assert submits(anna, first)
    second = started(anna, "internal-incentive", figures, giveaways=1001)
    words = checked(anna, second)
    assert "is 6,000.00 EUR for this usage period; 1,000.00 EUR are left" in words
    assert not submits(anna, second)
    second.expenses.update(net=1000, amount=1000)
    assert submits(anna, second)
