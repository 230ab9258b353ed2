"""A customer seminar, claimed by somebody new: the checklist says what comes next until there is nothing left."""

from decimal import Decimal

import pytest
from django.urls import reverse
from playwright.sync_api import FilePayload, Page, expect

from claims.enums import ClaimState
from claims.models import Claim
from claims_portal.demo import files
from tests.browser import steps

pytestmark = pytest.mark.browser

HALL, PRINT, WORK = Decimal(900), Decimal(400), Decimal(8 * 80)


def invoice(number: str, seller: str, net: Decimal) -> files.Invoice:
    return files.Invoice(number, seller, steps.activity_day(), "Nordlicht Systemhaus GmbH", "Seminar", net)


def payload(name: str, content: bytes, kind: str = "application/pdf") -> FilePayload:
    return {"name": name, "mimeType": kind, "buffer": content}


class Newcomer:
    """Anna, who follows the checklist and knows nothing else. `does` names what each page is for."""

    def __init__(self, page: Page, address: str, work_off) -> None:
        self.page, self.address, self.work_off = page, address, work_off
        self.does = {
            "activity": lambda _place: steps.fill_activity(page, address),
            "invoices": self.costs,
            "in-house": self.signs,
            "proof": self.proves,
            "results": lambda _place: steps.give_results(page, address),
        }

    def follows(self) -> list[str]:
        """Mend the first thing that is missing until nothing is; which pages that took."""
        taken = []
        while len(taken) < 12:
            self.page.goto(self.address + "check/")
            link = self.page.locator(".notice.tone-attention .found-list a").first
            if not link.count():
                return taken
            path, _mark, place = (link.get_attribute("href") or "").partition("#")
            link.click()
            if place:
                expect(self.page.locator(f"#{place}")).to_be_visible()
            taken.append(path.split("/")[3])
            self.does[taken[-1]](place)
            self.work_off()
        raise AssertionError(f"The checklist does not end: {taken}")

    def costs(self, _place: str) -> None:
        """An e-invoice that fills the line, an ordinary PDF, and a day of a colleague."""
        hall = invoice("HH-2031", "Hansehalle Kiel GmbH", HALL)
        self._bill("e-invoice.pdf", files.e_invoice_pdf(hall), {})
        typed = {"vendor": "Fördedruck", "invoice_number": "FD-77", "net": "400", "tax": "76"}
        typed["invoice_date"] = steps.activity_day().isoformat()
        paper = invoice("FD-77", "Fördedruck", PRINT)
        self._bill("paper.pdf", files.invoice_pdf(paper), typed)
        self._work()

    def _bill(self, name: str, content: bytes, typed: dict[str, str]) -> None:
        page = self.page
        page.goto(self.address + "invoices/new/")
        page.set_input_files("[name=file]", payload(name, content))
        page.locator("button[name=read]").first.click()
        self.work_off()
        page.locator("#invoice-reading button[name=read]").click()
        for field, value in typed.items():
            page.fill(f"[name={field}]", value)
        page.select_option("[name=kind]", index=1)
        steps.press(page)
        page.wait_for_url("**/invoices/")

    def _work(self) -> None:
        self.page.goto(self.address + "in-house/new/")
        typed = {"person": "Jürgen Weiß", "role": "Trainer", "work": "Vortrag gehalten", "hours": "8"}
        for field, value in {**typed, "day": steps.activity_day().isoformat(), "rate": "80"}.items():
            self.page.fill(f"[name={field}]", value)
        self.page.select_option("[name=kind]", index=1)
        steps.press(self.page)

    def signs(self, _place: str) -> None:
        self.page.locator("a[href$='/certify/']").click()
        self.page.check("[name=agreed]")
        self.page.fill("[name=name]", "Anna Petersen")
        steps.press(self.page)

    def proves(self, place: str) -> None:
        """The slot the checklist leads to: an invitation with its agenda, or photos."""
        given = {
            "slot-invitation-and-agenda": steps.agenda("Sicher in der Cloud"),
            "slot-photos": payload("hall.jpg", files.photo_jpg("Sicher in der Cloud"), "image/jpeg"),
        }[place]
        slot = self.page.locator(f"#{place}")
        slot.locator("input[type=file]").set_input_files(given)
        slot.locator("form[enctype] button[type=submit]").first.click()
        self.page.wait_for_load_state()


@pytest.mark.parametrize("language", ["en", "de"])
def test_a_seminar_from_nothing_to_its_number(stage, open_as, work_off, language):
    page = open_as("anna", language=language, scripts=False)
    address = steps.start_claim(page, "Sicher in der Cloud", code="customer-seminar")
    taken = Newcomer(page, address, work_off).follows()
    assert taken == ["activity", "invoices", "in-house", "proof", "proof", "results"]

    # What is left is advice, and may stay: nobody has said yet where the money goes.
    advice = page.locator(".notice.tone-info .found-list a")
    expect(advice).to_have_count(1)
    expect(advice).to_have_attribute("href", reverse("payee", args=[stage.public_id]))
    steps.submit(page, address)
    claim = Claim.objects.get(partner=stage)
    assert (claim.state, claim.claimed) == (ClaimState.SUBMITTED, HALL + PRINT + WORK)
    assert claim.expenses.get(invoice_number="HH-2031").origins["net"] == "xml"
    assert {one.document.name.partition(".")[2] for one in claim.proofs.all() if one.document} == {
        "pdf",
        "jpg",
    }
