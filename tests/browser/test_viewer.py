"""The viewer on the bench: read by keys, by buttons, and without scripts; nothing is left of the page's width."""

import re

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from claims.enums import ClaimState
from claims.models import Claim
from documents import previewing
from documents.actions import settle
from documents.enums import State
from documents.examination import Outcome
from documents.models import Document
from lifecycle import clock
from tests.browser.scenes import under_review
from tests.documents.previews.drawing import pdf
from tests.factories.documents import received

pytestmark = pytest.mark.browser

CLEAN = Outcome(State.CLEAN, content_type="application/pdf", engine="test")


def a_long_file():
    """A claim under review, one of whose files has five pages."""
    under_review()
    claim = Claim.objects.get(state=ClaimState.UNDER_REVIEW)
    long = received(pdf(5), "Bericht.pdf", partner=claim.partner, user=claim.owner)
    claim.proofs.exclude(document=None).update(document=settle(long, CLEAN, clock.now()))
    for document in Document.objects.to_preview():
        previewing.make(document, clock.now())


@pytest.fixture
def bench(play):
    """The claim's address."""
    play(a_long_file)
    return f"/queue/{Claim.objects.get(state=ClaimState.UNDER_REVIEW).public_id}/"


def place(page):
    return page.locator("[data-place]")


def pages(page):
    return page.locator("[data-pages]")


def choose(page):
    page.locator(".file-chip", has_text="Bericht.pdf").click()
    expect(place(page)).to_have_text("Page 1 of 5")


def test_read_by_keys(bench, open_as):
    page = open_as("rita")
    page.goto(bench)
    choose(page)
    expect(page).to_have_url(re.compile(r"\?file="))

    pages(page).focus()
    page.keyboard.press("n")
    expect(place(page)).to_have_text("Page 2 of 5")
    page.keyboard.press("n")
    page.keyboard.press("p")
    expect(place(page)).to_have_text("Page 2 of 5")

    page.keyboard.press("+")
    expect(pages(page)).to_have_attribute("data-zoom", "125")
    expect(place(page)).to_have_text("Page 2 of 5")
    page.keyboard.press("-")
    page.keyboard.press("-")
    expect(pages(page)).to_have_attribute("data-zoom", "75")
    page.keyboard.press("0")
    expect(pages(page)).to_have_attribute("data-zoom", "100")


def test_page_down_reads_a_page_to_its_end_first(bench, open_as):
    page = open_as("rita")
    page.goto(bench)
    choose(page)
    pages(page).focus()

    page.keyboard.press("PageDown")
    assert pages(page).evaluate("region => region.scrollTop") > 0
    for _press in range(3):
        page.keyboard.press("PageDown")
    expect(place(page)).to_have_text(re.compile(r"Page [23] of 5"))
    for _press in range(6):
        page.keyboard.press("PageUp")
    expect(place(page)).to_have_text("Page 1 of 5")


def test_by_buttons_and_the_size_lasts_for_the_next_file(bench, open_as):
    page = open_as("rita")
    page.goto(bench)
    page.get_by_role("link", name="Larger").click()
    expect(pages(page)).to_have_attribute("data-zoom", "125")
    choose(page)
    expect(pages(page)).to_have_attribute("data-zoom", "125")
    page.get_by_role("link", name="Next page").click()
    expect(place(page)).to_have_text("Page 2 of 5")


def test_keys_do_nothing_elsewhere(bench, open_as):
    page = open_as("rita")
    page.goto(bench)
    choose(page)
    page.get_by_role("link", name="Decide line by line").focus()
    page.keyboard.press("n")
    expect(place(page)).to_have_text("Page 1 of 5")


def test_without_scripts(bench, open_as):
    page = open_as("rita", scripts=False)
    page.goto(bench)
    choose(page)
    page.get_by_role("link", name="Next page").click()
    expect(place(page)).to_have_text("Page 2 of 5")
    page.get_by_role("link", name="Larger").click()
    expect(pages(page)).to_have_attribute("data-zoom", "125")
    expect(place(page)).to_have_text("Page 2 of 5")
    page.get_by_text("Text of this page").nth(1).click()
    expect(page.get_by_text("Seite 2 von 5")).to_be_visible()


def test_pictures_arrive(bench, open_as):
    page = open_as("rita")
    page.goto(bench)
    choose(page)
    picture = page.locator(".viewer-page img").first
    expect(picture).to_have_js_property("complete", True)
    assert picture.evaluate("picture => picture.naturalHeight") == 1600
    assert page.locator(".file-thumb img").first.evaluate("picture => picture.naturalWidth") > 100


@pytest.mark.parametrize(("language", "scheme"), [("de", "dark"), ("en", "light")])
def test_anybody_can_read_it(bench, open_as, language, scheme):
    page = open_as("rita", language=language, color_scheme=scheme, bypass_csp=True)
    document = Document.objects.get(name="Bericht.pdf").public_id
    claim = bench.replace("/queue/", "/claims/")
    for address in (f"{bench}?file={document}", f"{claim}files/{document}/view/"):
        page.goto(address)
        page.set_viewport_size({"width": 1280, "height": 900})
        assert [one["id"] for one in Axe().run(page).response["violations"]] == []
        page.set_viewport_size({"width": 390, "height": 844})
        assert page.evaluate("document.documentElement.scrollWidth") == 390
