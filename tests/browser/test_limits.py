"""What is left of caps and fund, said anew while somebody types; and the page of exchange rates, by everybody."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from claims.models import Claim
from claims_portal.demo import rates
from claims_portal.demo.story import limits, telling
from claims_portal.demo.story.brightwater import Brightwater
from tests.browser.scenes import empty_stage

pytestmark = pytest.mark.browser


def brightwaters_contest():
    empty_stage()
    rates.load(telling.today())
    teller = Brightwater()
    teller.earn()
    limits.contest(teller)


@pytest.fixture
def contest(play):
    play(brightwaters_contest)
    return Claim.objects.get(title="Sales contest")


def faults(page) -> list[str]:
    found = [one["id"] for one in Axe().run(page).response["violations"]]
    page.set_viewport_size({"width": 390, "height": 844})
    if page.evaluate("document.documentElement.scrollWidth") > 390:
        found.append("scrolls sideways at 390 px")
    page.set_viewport_size({"width": 1280, "height": 900})
    return found


def test_what_is_left_follows_what_is_typed(contest, open_as):
    page = open_as("olga")
    line = contest.expenses.get()
    page.goto(f"/claims/{contest.public_id}/invoices/{line.public_id}/")
    left = page.get_by_role("status", name="What is left")
    expect(left).to_contain_text("After this claim: 200.00")
    page.get_by_label("Net amount", exact=True).fill("22,800")
    expect(left).to_contain_text("300.00\u00a0EUR too much")
    page.get_by_label("Currency of the invoice").select_option("JPY")
    expect(left).to_contain_text("22,800\u00a0JPY are")
    expect(left).not_to_contain_text("too much")
    assert faults(page) == []


def test_without_scripts_it_stands_there_after_saving(contest, open_as):
    page = open_as("olga", scripts=False)
    line = contest.expenses.get()
    page.goto(f"/claims/{contest.public_id}/invoices/{line.public_id}/")
    page.get_by_label("Net amount", exact=True).fill("22,800")
    page.get_by_role("button", name="Save the invoice").last.click()
    expect(page.get_by_text("300.00\u00a0EUR too much")).to_be_visible()
    assert line.claim.expenses.get().net == 22_800


@pytest.mark.parametrize("key", ["paula", "olga"])
def test_the_page_of_rates(contest, open_as, key):
    page = open_as(key)
    page.goto("/programs/rates/")
    expect(page.get_by_role("heading", name="Load rates")).to_have_count(1 if key == "paula" else 0)
    assert faults(page) == []
