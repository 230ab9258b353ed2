"""How long files are kept, and their end: each page by axe and on a phone, and the whole way by two people."""

import pytest
from playwright.sync_api import expect

from claims.actions import keeping
from claims.models import Claim
from claims.retention import past_retention
from claims_portal.demo import people
from claims_portal.demo.story import longago, payees
from documents import storage
from documents.models import Document
from lifecycle import clock
from tests.browser.scenes import empty_stage
from tests.browser.steps import press
from tests.browser.test_every_page import look

pytestmark = pytest.mark.browser

PARTNER = ("{claim}originals/",)
MANAGER = ("/", "/purges/", "/purges/new/COOP/", "{purge}", "{file}", "{held}", "{held}hold/", "{file}hold/")
SECOND = ("/purges/", "{purge}", "{file}")


def long_ago():
    empty_stage()
    payees.tell()
    longago.tell()


@pytest.fixture
def old(play):
    """The claim of long ago, without a list yet."""
    play(long_ago)
    return Claim.objects.get()


def file_url(claim, document):
    return f"/queue/{claim.public_id}/files/{document.public_id}/"


@pytest.fixture
def told(old):
    """A list waits for its second person; the addresses."""
    paula = people.user("paula")
    first, *_rest = past_retention(old.program, paula, clock.now())
    purge = keeping.make_purge(old.program, [first], "Nach Ablauf der Aufbewahrung", user=paula)
    held = old.expenses.get().document
    return {
        "claim": f"/claims/{old.public_id}/",
        "purge": f"/purges/{purge.public_id}/",
        "file": file_url(old, first),
        "held": file_url(old, held),
    }


@pytest.mark.parametrize(("language", "scheme"), [("de", "light"), ("en", "dark")])
def test_pages(told, open_as, language, scheme):
    for key, paths in (("anna", PARTNER), ("paula", MANAGER), ("arno", SECOND)):
        page = open_as(key, language=language, color_scheme=scheme, bypass_csp=True)
        assert look(page, paths, told) == []


def test_two_people_purge_without_scripts(old, open_as, work_off):
    page = open_as("paula", scripts=False)
    page.goto("/purges/new/COOP/")
    page.fill("[name=reason]", "Retention is over")
    press(page)
    address = page.url
    expect(page.locator("main")).to_contain_text("Somebody else must carry it out")

    page = open_as("arno", scripts=False)
    page.goto(address)
    page.locator("form[action$='carry-out/'] button").click()
    work_off()
    page.goto(address)
    expect(page.locator("main")).to_contain_text("Deleted")
    gone = Document.objects.exclude(bytes_deleted_at=None)
    assert gone.exists()
    assert not any(storage.exists(one.key) for one in gone)
    page.goto(file_url(old, gone.first()))
    expect(page.locator("main")).to_contain_text("Retention is over")
