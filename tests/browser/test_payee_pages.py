"""Where the money goes, as an incentives admin gives it and a payer reads it; without scripts as well."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from accounts.models import Partner
from accounts.payee import payee_latest
from claims_portal.demo import people
from claims_portal.demo.story import payees

pytestmark = pytest.mark.browser


def faults(page: Page) -> list[str]:
    """What axe finds here, and whether a phone would scroll sideways."""
    found = [f"{one['id']} {one['nodes'][0]['target']}" for one in Axe().run(page).response["violations"]]
    page.set_viewport_size({"width": 390, "height": 844})
    if page.evaluate("document.documentElement.scrollWidth") > 390:
        found.append("scrolls sideways at 390 px")
    page.set_viewport_size({"width": 1280, "height": 900})
    return found


def address(partner: Partner) -> str:
    return f"/people/locations/{partner.public_id}/payee/"


@pytest.mark.parametrize("scripts", [True, False])
def test_an_admin_gives_the_account(stage, open_as, scripts):
    page = open_as("anna", scripts=scripts)
    page.get_by_role("link", name="Add the account").click()
    page.get_by_role("link", name="Add the account").click()
    # Nobody in the demo has a password: the button of sign-in is pressed again.
    page.get_by_role("button", name="Yes, I am Anna Petersen").click()
    page.fill("[name=iban]", "de88 3704 0044 0532 0130 00")
    page.fill("[name=tax_id]", "DE 136 695 976")
    page.get_by_role("button", name="Save the change").click()
    expect(page.get_by_text("The check digits do not fit").first).to_be_visible()
    page.fill("[name=iban]", "de89 3704 0044 0532 0130 00")
    page.get_by_role("button", name="Save the change").click()
    expect(page.get_by_text("DE89 3704 0044 0532 0130 00")).to_be_visible()
    expect(page.get_by_text("Until then nothing is paid.")).to_be_visible()
    page.get_by_role("button", name="Withdraw the change").click()
    expect(page.get_by_text("The change is withdrawn")).to_be_visible()
    assert payee_latest(stage) is None


@pytest.mark.parametrize(("language", "scheme"), [("de", "dark"), ("en", "light")])
def test_everybody_can_use_the_pages(stage, open_as, language, scheme):
    payees.tell()
    bristol = Partner.objects.get(number=people.BRIGHTWATER[0])
    paths = {
        "anna": [address(stage)],
        "olga": [address(bristol), f"/people/confirm/?next={address(bristol)}change/"],
        "pia": [
            "/programs/payees/",
            f"/programs/payees/{stage.public_id}/",
            f"/programs/payees/{bristol.public_id}/",
        ],
        "axel": [f"/programs/payees/{bristol.public_id}/"],
    }
    found = []
    for key, wanted in paths.items():
        page = open_as(key, language=language, color_scheme=scheme, bypass_csp=True)
        for path in wanted:
            assert page.goto(path).status == 200
            found += [f"{path}: {one}" for one in faults(page)]
    page = open_as("olga", language=language, color_scheme=scheme, bypass_csp=True)
    page.goto(f"/people/confirm/?next={address(bristol)}change/")
    page.locator("main form .btn-primary").click()
    for kind in ("US", "JP", "OTHER", "IBAN"):
        page.locator(f"[name=switch][value={kind}]").click()
        found += [f"{kind}: {one}" for one in faults(page)]
    assert found == []
