"""Every page by everybody who works on it: axe finds nothing, and at 390 px nothing scrolls sideways."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from accounts.models import Partner
from associations.actions import reviewing
from associations.enums import Answer
from associations.links import path_of
from associations.models import Association
from claims.actions import originals
from claims.enums import ClaimState
from claims.models import Ask, Claim
from claims_portal.demo import people
from claims_portal.demo.story import customers, guidebooks, nordlicht
from programs.models import Guidebook
from review.models import RequestItem
from tests.browser.scenes import empty_stage

pytestmark = pytest.mark.browser

PARTNER = (
    "/",
    "/claims/",
    "/claims/new/",
    "/claims/sheets/",
    "/claims/together/?all=1",
    "/funds/",
    "{fund}",
    "{fund}left/",
    "{statement}",
    "/programs/",
    "/programs/COOP/",
    "/programs/activities/",
    "/programs/rates/",
    "/programs/activities/customer-seminar/",
    "/programs/guidebooks/?q=alcohol+Alkohol",
    "{guidebook}",
    "{guidebook}chapters/proof/",
    "{guidebook}changes/",
    "/notices/",
    "/notices/preferences/",
    "/people/yourself/",
    "/calendar/",
    "/help/",
    "/privacy/",
    "/imprint/",
    "/accessibility/",
    "/demo/clock/",
    "/demo/files/",
    "/demo/mail/",
    "{draft}",
    "{draft}activity/",
    "{draft}invoices/",
    "{draft}invoices/new/",
    "{draft}proof/",
    "{draft}proof/photos/phone/",
    "{draft}proof/photos/reuse/",
    "{file}name/",
    "{file}view/",
    "{draft}ask/",
    "{ask}",
    "{draft}hand-over/",
    "{draft}results/",
    "{draft}check/",
    "{draft}copy/",
    "{draft}delete/",
    "{draft}history/",
    "{asked}",
    "{asked}answer/",
    "{item}",
    "{item}phone/",
    "{item}reuse/",
    "{asked}withdraw/",
    "{sent}messages/",
    "{decided}",
    "{decided}originals/call/",
    "{decided}dispute/",
    "{decided}accept/",
    "{decided}decisions/1/",
    "{sent}submitted/",
    "{payee}",
    "{sent}summary/",
)
STAFF = (
    "/",
    "/queue/",
    "{taken}",
    "{taken}request/",
    "{taken}decide/",
    "{taken}messages/",
    "{taken}history/",
    "{taken}notes/",
    "{taken}originals/",
    "{called}originals/close/",
)
SAMPLE = "/audit/sample/?program=COOP&first=2020-01-01&last=2099-12-31&size=5&seed=1"
REPORTS = (
    "/reports/",
    "/reports/funds/",
    "/reports/times/",
    "/reports/reasons/",
    "/reports/claims/",
)
#: What others have beside their first screen.
OWN = {"paula": ("/work/", "/funds/search/", *REPORTS), "axel": ("/audit/", SAMPLE, "{taken}verify/")}
#: The program's managers write the guidebook.
WRITING = (
    "/manage/COOP/guidebooks/",
    "{guidebook_draft}",
    "{guidebook_draft}chapters/proof/",
    "{guidebook_draft}note/",
    "{guidebook_draft}publish/",
)
SIGNED_OUT = ("/", "/accounts/login/", "/accounts/password/reset/")
#: About customers; each in one language and theme, since they are drawn by what the pages above are.
ABOUT_CUSTOMERS = {
    "anna": (
        "/associations/",
        "/associations/new/",
        "{customer_draft}",
        "{customer_draft}customer/",
        "{customer_draft}items/",
        "{customer_draft}contacts/",
        "{customer_draft}proof/",
        "{customer_draft}check/",
        "{customer_draft}delete/",
        "{customer}",
        "{customer}contact/",
        "{customer}withdraw/",
        "{customer}submitted/",
        "{customer_file}view/",
        "{recorded}end/",
    ),
    "rita": (
        "/queue/associations/",
        "/queue{customer}",
        "/queue{customer}request/",
        "/queue{customer}reject/",
        "/queue{customer}compare/",
        "{customer_file}look/",
    ),
}
CUSTOMER = ("{asked_by_mail}", "{asked_by_mail}?lang=en")


def nordlichts_story():
    empty_stage()
    guidebooks.tell()
    teller = nordlicht.Nordlicht()
    teller.seminar()
    teller.mailing()
    teller.under_review()
    teller.trade_fair()
    teller.paid_in_part()
    decided = Claim.objects.get(state=ClaimState.APPROVED)
    originals.call(decided.pk, "The invoice, on paper.", user=people.user("rita"))
    customers.tell()
    reviewing.take(of_customer("Hafenlogistik Petersen KG").pk, user=people.user("rita"))


def of_customer(name):
    """Nordlicht's association with a customer of the story."""
    return Association.objects.get(customer_name=name, partner__number=people.NORDLICHT)


@pytest.fixture
def told(play):
    """Nordlicht's story, by state: the addresses of its claims."""
    play(nordlichts_story)
    return places()


def places():
    by_state = {one.state: one.public_id for one in Claim.objects.order_by("pk")}
    return {
        "draft": f"/claims/{by_state[ClaimState.EDITING]}/",
        "asked": f"/claims/{by_state[ClaimState.ACTION_REQUIRED]}/",
        "item": f"/claims/{by_state[ClaimState.ACTION_REQUIRED]}/answer/{RequestItem.objects.get().public_id}/",
        "decided": f"/claims/{by_state[ClaimState.APPROVED]}/",
        "ask": f"/claims/{by_state[ClaimState.EDITING]}/asks/{Ask.objects.get().public_id}/",
        "sent": f"/claims/{by_state[ClaimState.SUBMITTED]}/",
        "payee": f"/people/locations/{Partner.objects.get(number=people.NORDLICHT).public_id}/payee/",
        "file": file_of(by_state[ClaimState.EDITING]),
        **places_of_funds(),
        "called": f"/queue/{by_state[ClaimState.APPROVED]}/",
        "taken": f"/queue/{by_state[ClaimState.UNDER_REVIEW]}/",
        **places_of_guidebooks(),
        **places_of_customers(),
    }


def places_of_guidebooks():
    draft = Guidebook.objects.drafts().get()
    in_force = Guidebook.objects.earlier_than(draft).first()
    return {
        "guidebook": f"/programs/guidebooks/{in_force.public_id}/",
        "guidebook_draft": f"/manage/guidebooks/{draft.public_id}/",
    }


def places_of_funds():
    fund = Claim.objects.get(state=ClaimState.APPROVED).fund
    statement = f"/funds/statements/{fund.partner.public_id}/{fund.program.code}/"
    return {"fund": f"/funds/{fund.public_id}/", "statement": statement}


def places_of_customers():
    one = of_customer("Hafenlogistik Petersen KG")
    here = f"/associations/{one.public_id}/"
    return {
        "customer": here,
        "customer_file": f"{here}files/{one.proofs.get().document.public_id}/",
        "customer_draft": f"/associations/{of_customer('Werft Nord AG').public_id}/",
        "recorded": f"/associations/{of_customer('Reederei Fock GmbH').public_id}/",
        "asked_by_mail": path_of(one.links.get(replaced_at=None).public_id),
    }


def file_of(public_id):
    document = Claim.objects.get(public_id=public_id).expenses.first().document
    return f"/claims/{public_id}/files/{document.public_id}/"


def look(page, paths, told):
    """Every fault found on the pages, with where it was."""
    axe, faults = Axe(), []
    for path in paths:
        address = path.format(**told)
        answer = page.goto(address)
        if answer.status != 200:
            faults.append(f"{address}: {answer.status}")
            continue
        found = axe.run(page)
        faults += [
            f"{address}: {one['id']} {one['nodes'][0]['target']}" for one in found.response["violations"]
        ]
        page.set_viewport_size({"width": 390, "height": 844})
        if page.evaluate("document.documentElement.scrollWidth") > 390:
            faults.append(f"{address}: scrolls sideways at 390 px")
        page.set_viewport_size({"width": 1280, "height": 900})
    return faults


@pytest.mark.parametrize(("language", "scheme"), [("de", "light"), ("en", "dark")])
def test_pages_of_a_partner(told, open_as, language, scheme):
    page = open_as("anna", language=language, color_scheme=scheme, bypass_csp=True)
    assert look(page, PARTNER, told) == []


def test_pages_of_a_guidebook_that_is_written(told, open_as):
    page = open_as("paula", language="de", color_scheme="dark", bypass_csp=True)
    assert look(page, WRITING, told) == []


@pytest.mark.parametrize(("language", "scheme"), [("de", "dark"), ("en", "light")])
def test_pages_of_a_reviewer(told, open_as, language, scheme):
    page = open_as("rita", language=language, color_scheme=scheme, bypass_csp=True)
    assert look(page, STAFF, told) == []


@pytest.mark.parametrize(("key", "language", "scheme"), [("anna", "de", "dark"), ("rita", "en", "light")])
def test_pages_about_customers(told, open_as, key, language, scheme):
    page = open_as(key, language=language, color_scheme=scheme, bypass_csp=True)
    assert look(page, ABOUT_CUSTOMERS[key], told) == []


@pytest.mark.parametrize("key", ["arno", "pia", "paula", "axel", "ben"])
def test_first_screens(told, open_as, key):
    page = open_as(key, language="de", bypass_csp=True)
    assert look(page, ("/", *OWN.get(key, ())), told) == []


def test_pages_signed_out(stage, open_as):
    page = open_as("anna", bypass_csp=True)
    page.context.clear_cookies()
    assert look(page, SIGNED_OUT, {}) == []


def test_a_customer_answers_without_an_account(told, open_as):
    page = open_as("anna", bypass_csp=True)
    page.context.clear_cookies()
    assert look(page, CUSTOMER, told) == []
    page.locator("label", has_text="Yes, that is right").click()
    page.locator("main form .btn-primary").click()
    expect(page.locator("main [role=status]")).to_contain_text("Your answer has arrived.")
    assert of_customer("Hafenlogistik Petersen KG").answers.get().answer == Answer.CONFIRM
