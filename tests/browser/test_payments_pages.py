"""Money goes out: each page by axe and on a phone, and a batch by two payers without scripts."""

import pytest
from playwright.sync_api import expect

from accounts.models import Partner
from claims.models import Claim
from claims_portal.demo import people
from claims_portal.demo.story import brightwater, payees, paying
from payments.enums import BatchState
from payments.models import Batch, TaxInvoice
from tests.browser.test_every_page import look

pytestmark = pytest.mark.browser

TERMS = "/manage/COOP/invoice-terms/"
PAGES = {
    "pia": (
        "/",
        "/payments/",
        "/payments/waiting/",
        "/payments/programs/COOP/batch/",
        "/payments/batches/{sent}/",
        "/payments/tax-invoices/?all",
        "/payments/tax-invoices/{invoice}/",
        TERMS,
        f"{TERMS}new/",
        f"{TERMS}FR/",
        f"{TERMS}FR/remove/",
    ),
    "olga": ("/?location={lyon}", "/payments/own/", "/payments/claims/{wanted}/tax-invoice/"),
}


@pytest.fixture
def told(stage):
    """As the demo tells it: something sent, something ready, something on hold."""
    payees.tell()
    teller = brightwater.Brightwater()
    teller.earn()
    teller.approved()
    paying.tell()
    return {
        "sent": Batch.objects.first().public_id,
        "invoice": TaxInvoice.objects.get().public_id,
        "lyon": Partner.objects.get(number=people.BRIGHTWATER[1]).public_id,
        "wanted": Claim.objects.get(title="Lyon press day").public_id,
    }


def test_pages_and_a_batch_by_two_payers(told, open_as):
    """In one language and theme: they are drawn by what the pages of test_every_page.py are."""
    found = []
    for key, paths in PAGES.items():
        page = open_as(key, language="de", color_scheme="dark", bypass_csp=True)
        found += look(page, paths, told)
    assert found == []

    page = open_as("pia", scripts=False, language="en")
    page.goto("/payments/programs/COOP/batch/")
    page.get_by_label("Leave out Brightwater Polska").check()
    page.get_by_role("button", name="Show again with this choice").click()
    expect(page.get_by_role("heading", name="Left out by you")).to_be_visible()
    page.get_by_role("button", name="Make the batch: 1,080.00").click()
    expect(page.get_by_text("Another payer than Pia Conrad")).to_be_visible()
    expect(page.get_by_role("link", name="Mark as sent")).to_have_count(0)
    batch = Batch.objects.get(state=BatchState.MADE)

    page = open_as("pavel", scripts=False, language="en")
    page.goto(f"/payments/batches/{batch.public_id}/")
    with page.expect_download() as taken:
        page.get_by_role("button", name="File for the bank (pain.001)").click()
    assert taken.value.suggested_filename == f"{batch.number}.xml"
    page.get_by_role("link", name="Mark as sent").click()
    page.get_by_role("button", name="The bank has it").click()
    expect(page.get_by_text("Marked as sent. The partners are told.")).to_be_visible()
    batch.refresh_from_db()
    assert batch.state == BatchState.SENT
