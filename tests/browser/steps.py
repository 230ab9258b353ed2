"""What people do on the pages, by the names of the fields, so that it reads the same in each language."""

from datetime import date, timedelta
from pathlib import Path

from playwright.sync_api import FilePayload, Page, expect

from accounts.models import Partner
from claims.actions import drafting
from claims_portal.demo import files, people
from claims_portal.demo.story import telling

#: Real e-invoices, beside the project.
DATA = Path(__file__).resolve().parents[3] / "shared" / "data"
REAL_INVOICE = DATA / "einvoices" / "EN16931_Einfach.pdf"
NET, TAX = "1200", "228"


def activity_day() -> date:
    """A day inside the story's usage period that is over."""
    return max(telling.today() - timedelta(days=12), telling.story_period("COOP").first_day)


def press(page: Page) -> None:
    """The page's main button."""
    page.locator("main form .btn-primary[type=submit]:not([disabled])").last.click()
    page.wait_for_load_state()


def agenda(title: str = "Anzeige Kieler Wirtschaft") -> FilePayload:
    content = files.agenda_pdf(title, activity_day())
    return {"name": "Anzeige.pdf", "mimeType": "application/pdf", "buffer": content}


def start_claim(page: Page, title: str, code: str = "print-advertising") -> str:
    """From the home page to a draft; returns its address."""
    page.goto("/claims/new/")
    page.locator("main .task-list a", has_text=telling.story_period("COOP").name.split()[-1]).first.click()
    page.locator(f"main a[href*='activity={code}']").click()
    page.fill("[name=title]", title)
    press(page)
    page.wait_for_url("**/claims/*/")
    return page.url


def has_draft(title: str, code: str = "print-advertising") -> str:
    """Anna began a claim before; its address without the host."""
    nordlicht, period = Partner.objects.get(number=people.NORDLICHT), telling.story_period("COOP")
    activity = telling.activity(code, period)
    claim = drafting.create(nordlicht, period, activity, title, user=people.user("anna"))
    return f"/claims/{claim.public_id}/"


def fill_activity(page: Page, claim: str) -> None:
    page.goto(claim + "activity/")
    day = activity_day().isoformat()
    page.fill("[name=first_day]", day)
    page.fill("[name=last_day]", day)
    page.fill("[name=place]", "Kiel")
    press(page)
    expect(page).to_have_url(claim)


def add_invoice(page: Page, claim: str, *, net: str = NET) -> None:
    page.goto(claim + "invoices/new/")
    page.set_input_files("[name=file]", REAL_INVOICE)
    # With scripts the file goes first; the form would wait for it.
    expect(page.locator(".upload-row")).to_have_count(0)
    page.fill("[name=vendor]", "Fördepresse Verlag")
    page.fill("[name=invoice_number]", "471102")
    page.fill("[name=invoice_date]", activity_day().isoformat())
    page.select_option("[name=kind]", index=1)
    page.fill("[name=net]", net)
    page.fill("[name=tax]", TAX)
    press(page)


def add_proof(page: Page, claim: str) -> None:
    """A file into the first slot that lacks one."""
    page.goto(claim + "proof/")
    slot = page.locator("section.slot").first
    slot.locator("input[type=file]").set_input_files(agenda())
    slot.locator("form[enctype] button[type=submit]").first.click()
    expect(page.locator("section.slot").first.locator(".file-list")).to_contain_text("Anzeige.pdf")


def give_results(page: Page, claim: str) -> None:
    page.goto(claim + "results/")
    page.locator("main form input[type=text], main form textarea").first.fill("25000")
    press(page)


def submit(page: Page, claim: str) -> str:
    """Check the answers, submit, and read the number off the confirmation."""
    page.goto(claim + "check/")
    press(page)
    page.wait_for_url("**/submitted/")
    return page.locator("main").inner_text().split("COOP-")[1][:11]
