"""Two people, two browsers, one draft: asked, given, handed over, changed at the same time; in both languages."""

import os
import re
from pathlib import Path

import pytest
from playwright.sync_api import FilePayload, Page, expect

from claims.models import Ask
from claims_portal.demo import files
from claims_portal.demo.story import nordlicht
from tests.browser.steps import press
from tests.browser.test_every_page import look

pytestmark = pytest.mark.browser

#: Where to put pictures of the pages, for whoever wants to look at them.
PICTURES = os.environ.get("PICTURES")


def picture(page: Page, name: str) -> None:
    if not PICTURES:
        return
    for width in (1280, 390):
        page.set_viewport_size({"width": width, "height": 900})
        page.screenshot(path=Path(PICTURES) / f"{name}-{width}.png", full_page=True)
    page.set_viewport_size({"width": 1280, "height": 900})


def photo() -> FilePayload:
    return {"name": "Saal.jpg", "mimeType": "image/jpeg", "buffer": files.photo_jpg("Saal")}


@pytest.fixture
def seminar(stage) -> Ask:
    """Anna asked Ben for the photos of the seminar."""
    nordlicht.Nordlicht().seminar()
    return Ask.objects.select_related("claim", "requirement").get()


def give(ben: Page, question: str, at: str, language: str, scripts: bool) -> None:
    """Ben sends the photo from his first screen; `at`: where it then stands."""
    picture(ben, f"home-{language}")
    row = ben.locator(".asked-row")
    expect(row).to_contain_text("Kundenseminar am Hafen")
    row.locator("input[type=file]").set_input_files(photo())
    if scripts:
        expect(row.locator(at)).to_contain_text("Saal.jpg")
        picture(ben, f"given-{language}")
    else:
        row.locator("button[type=submit]").click()
        expect(ben).to_have_url(re.compile(f"{question}$"))
        expect(ben.locator(at)).to_contain_text("Saal.jpg")
        picture(ben, f"asked-{language}")


@pytest.mark.parametrize(("language", "scripts"), [("de", True), ("en", False)])
def test_asked_given_handed_over_and_back(seminar, open_as, language, scripts):
    claim = f"/claims/{seminar.claim.public_id}/"
    one = f"{claim}asks/{seminar.public_id}/"
    scheme = "light" if scripts else "dark"
    ben = open_as("ben", language=language, scripts=scripts, color_scheme=scheme, bypass_csp=True)
    anna = open_as("anna", language=language, color_scheme=scheme, bypass_csp=True)

    anna.goto(claim)
    expect(anna.locator("section", has=anna.locator("#asks-title"))).to_contain_text("Ben Carstens")
    picture(anna, f"tasks-{language}")

    give(ben, one, f"#ask-{seminar.public_id}", language, scripts)
    ben.goto("/")
    expect(ben.locator(".asked-row")).to_have_count(0)

    ben.goto(f"{claim}hand-over/")
    picture(ben, f"hand-over-{language}")
    ben.fill("[name=words]", "Fotos sind da.")
    press(ben)
    ben.goto(f"{claim}activity/")
    ben.fill("[name=place]", "Kiel, Hafenhaus")
    press(ben)
    picture(ben, f"handed-{language}")
    anna.goto(claim)
    expect(anna.locator("main .notice").first).to_contain_text("Fotos sind da.")
    picture(anna, f"to-submit-{language}")
    anna.goto(f"{claim}hand-back/")
    picture(anna, f"hand-back-{language}")
    anna.fill("[name=words]", "Bitte noch die Agenda.")
    press(anna)
    ben.goto("/")
    expect(ben.locator("main")).to_contain_text("Bitte noch die Agenda.")
    if scripts:
        pages = ("/", claim, one, f"{claim}ask/", f"{claim}proof/", f"{claim}invoices/")
        assert look(ben, pages, {}) == []
        assert look(anna, (claim, one, f"{claim}ask/", f"{claim}check/"), {}) == []


@pytest.mark.parametrize("language", ["de", "en"])
def test_both_change_the_same_line(seminar, open_as, language):
    claim = f"/claims/{seminar.claim.public_id}/"
    line = f"{claim}invoices/{seminar.claim.expenses.get().public_id}/"
    ben = open_as("ben", language=language, scripts=False, bypass_csp=True)
    anna = open_as("anna", language=language, bypass_csp=True)
    for page in (ben, anna):
        page.goto(line)
    ben.fill("[name=net]", "4100")
    ben.fill("[name=vendor]", "Eventhaus Kiel und Söhne GmbH")
    press(ben)
    anna.fill("[name=net]", "3900")
    press(anna)
    compared = anna.locator(".compared").first
    expect(compared).to_contain_text("Ben Carstens")
    expect(anna.locator("[name=net]")).to_have_value("3900")
    expect(anna.locator("[name=vendor]")).to_have_value("Eventhaus Kiel und Söhne GmbH")
    picture(anna, f"conflict-{language}")
    anna.set_viewport_size({"width": 390, "height": 844})
    assert anna.evaluate("document.documentElement.scrollWidth") <= 390
    press(anna)
    expect(anna).to_have_url(re.compile("/invoices/$"))
    now = seminar.claim.expenses.get()
    assert (now.net, now.vendor) == (3900, "Eventhaus Kiel und Söhne GmbH")


def test_what_was_seen_outlives_signing_in_again(seminar, open_as):
    """Typed words come back after a sign-in, and with them what the person had seen."""
    activity = f"/claims/{seminar.claim.public_id}/activity/"
    anna, ben = open_as("anna"), open_as("ben")
    anna.goto(activity)
    anna.fill("[name=place]", "Lübeck")
    ben.goto(activity)
    ben.fill("[name=place]", "Hamburg")
    press(ben)
    anna.goto("/")
    anna.goto(activity)
    expect(anna.locator("[name=place]")).to_have_value("Lübeck")
    press(anna)
    expect(anna.locator(".compared")).to_contain_text("Hamburg")
