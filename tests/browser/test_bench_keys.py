"""The bench by keys alone: lines, documents, approving as claimed; typing is no key, and turned off they rest."""

import re

import pytest
from playwright.sync_api import expect

from claims.enums import ClaimState
from claims.models import Claim
from tests.browser.scenes import under_review

pytestmark = pytest.mark.browser


@pytest.fixture
def bench(play):
    """The claim's address."""
    play(under_review)
    return f"/queue/{Claim.objects.get(state=ClaimState.UNDER_REVIEW).public_id}/"


def opened(page):
    return page.locator(".file-chip[aria-current]")


def test_a_claim_is_read_and_approved_by_keys(bench, open_as):
    page = open_as("rita")
    page.goto(bench)
    page.keyboard.press("j")
    expect(page.locator("#line-1")).to_be_focused()

    expect(opened(page)).to_contain_text("Line 1")
    page.keyboard.press("l")
    expect(opened(page)).not_to_contain_text("Line 1")
    expect(page.locator("[data-says]")).to_have_text(re.compile("^Document 2 of "))
    expect(page.locator("#line-1")).to_be_focused()
    page.keyboard.press("h")
    expect(opened(page)).to_contain_text("Line 1")
    page.keyboard.press("l")
    expect(opened(page)).not_to_contain_text("Line 1")
    page.keyboard.press("j")  # stays: it is the last one
    page.keyboard.press("Enter")
    expect(opened(page)).to_contain_text("Line 1")

    page.get_by_role("link", name="Write a message").click()
    page.get_by_label("Your message").fill("")
    page.keyboard.type("aha")
    expect(page.get_by_label("Your message")).to_have_value("aha")
    expect(page).to_have_url(re.compile(bench))

    page.locator("h1").click()
    page.keyboard.press("a")
    expect(page.get_by_role("heading", level=1)).to_have_text(re.compile("Check and confirm"))
    page.keyboard.press("c")
    expect(page.locator(".notices")).to_contain_text("Decided: 2,400.00 EUR approved")
    expect(page).to_have_url(re.compile(r"/queue/$"))


def test_turned_off_they_rest(bench, open_as):
    page = open_as("rita")
    page.goto(bench)
    page.locator("summary", has_text=re.compile("^Keys$")).click()
    page.get_by_role("button", name="Turn the keys off").click()

    page.keyboard.press("j")
    page.keyboard.press("a")

    expect(page.locator("#line-1")).not_to_be_focused()
    page.locator("[data-pages]").focus()
    expect(page.locator("[data-keys]")).to_be_hidden()
    assert page.url.endswith(bench)


def test_a_lead_ticks_all_of_a_page_at_once(bench, open_as):
    page = open_as("paula")
    page.goto("/queue/")
    ticks, every = page.locator("tbody .queue-tick"), page.get_by_label("Tick all on this page")

    every.check()
    expect(ticks).to_be_checked()
    ticks.uncheck()
    expect(every).not_to_be_checked()
