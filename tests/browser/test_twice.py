"""An invoice that is split, used twice by one's own house, or claimed by two partners: seen by each of them."""

import pytest
from playwright.sync_api import expect

from claims.models import Claim, DecisionLine
from claims_portal.demo.story.brightwater import Brightwater
from claims_portal.demo.story.nordlicht import Nordlicht
from tests.browser.scenes import empty_stage
from tests.browser.test_limits import faults

pytestmark = pytest.mark.browser
TWICE = "You may be claiming this twice"


def two_partners_claim_one_invoice():
    empty_stage()
    nordlicht, brightwater = Nordlicht(), Brightwater()
    brightwater.earn()
    nordlicht.under_review()
    brightwater.shared_invoice()


@pytest.fixture
def twice(play):
    play(two_partners_claim_one_invoice)
    return Claim.objects.get(title="Online-Anzeigen Herbst")


def test_a_reviewer_compares_and_says_why(twice, open_as):
    page = open_as("rita")
    page.goto(f"/queue/{twice.public_id}/")
    flag = page.get_by_role("region", name="Both lines: the same vendor, number and amount")
    expect(flag).to_contain_text("Nordlicht Systemhaus GmbH")
    expect(flag).to_contain_text("Brightwater")
    expect(flag.get_by_role("link", name="COOP-")).to_have_count(1)
    assert faults(page) == []

    page.get_by_role("button", name="Approve all lines as claimed").click()
    why = page.get_by_label("Line 1, why it is approved although it may be claimed twice")
    expect(page.get_by_text("Say why this line is approved").first).to_be_visible()
    assert faults(page) == []
    why.fill("Two landing pages, two orders; both files seen.")
    page.get_by_role("button", name="Check before deciding").click()
    expect(page.get_by_text("approved because: Two landing pages")).to_be_visible()
    assert faults(page) == []
    page.locator("button[name=confirm][value='1']").click()
    page.locator("#happened").scroll_into_view_if_needed()
    expect(page.get_by_text("Line 1 was approved although it may be claimed twice").first).to_be_attached()
    assert twice.decisions.leaving().exists()
    assert DecisionLine.objects.get(decision__claim=twice).despite.startswith("Two landing pages")


@pytest.mark.parametrize("scripts", [True, False])
def test_a_partner_is_warned_of_own_use_and_states_a_share(twice, open_as, scripts):
    page = open_as("ben", scripts=scripts)
    teller = Nordlicht()
    draft = teller.claim("direct-mail", "Mailing Herbst", teller.day(20), "KLICKWERK GmbH", "kw 2041", "900")
    line = draft.expenses.get()
    page.goto(f"/claims/{draft.public_id}/invoices/{line.public_id}/")
    expect(page.get_by_text(TWICE)).to_have_count(0)
    page.get_by_text("Only a part of this invoice is claimed here").click()
    whole = page.get_by_label("Net amount of the whole invoice")
    whole.fill("900")
    if scripts:
        page.get_by_label("Net amount", exact=True).fill("2,400")
        whole.fill("")
        expect(page.get_by_text(TWICE)).to_be_visible()
        expect(page.get_by_text("Brightwater")).to_have_count(0)
        whole.fill("3,000")
        expect(page.get_by_text("1,800.00\u00a0EUR more than its net amount")).to_be_visible()
    else:
        page.get_by_role("button", name="Save the invoice").last.click()
        expect(page.get_by_text("A share is less than the whole invoice.").first).to_be_visible()
        expect(whole).to_be_visible()
    assert not scripts or faults(page) == []
    page.get_by_label("Net amount", exact=True).fill("600")
    whole.fill("3,000")
    page.get_by_role("button", name="Save the invoice").last.click()
    expect(page.get_by_text("600.00\u00a0EUR of 3,000.00\u00a0EUR of this invoice")).to_be_visible()
    assert not scripts or faults(page) == []
