"""Sending files as people do: several at once, dropped, cancelled, lost on the way, without scripts, from a phone."""

import re

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from claims.models import Claim, Proof
from claims_portal.demo import files
from documents.models import Document
from tests.browser import steps

pytestmark = pytest.mark.browser

DROP = """([zone, names]) => {
  const data = new DataTransfer();
  for (const name of names) data.items.add(new File(["%PDF-1.7 " + name], name));
  for (const type of ["dragover", "drop"])
    zone.dispatchEvent(new DragEvent(type, { dataTransfer: data, bubbles: true, cancelable: true }));
}"""


def pdf(name: str, title: str = "") -> dict:
    content = files.agenda_pdf(title or name, steps.activity_day())
    return {"name": name, "mimeType": "application/pdf", "buffer": content}


@pytest.fixture
def place(stage, open_as):
    """Opens the proof page of a fresh draft: the page, its first slot."""

    def open_place(*, code: str = "print-advertising", **options):
        page = open_as("anna", **options)
        page.goto(steps.has_draft("Advert in Kieler Wirtschaft", code) + "proof/")
        return page, page.locator("section.slot").first

    return open_place


def given(slot):
    return slot.locator(".place-state .file-row")


def rows(slot):
    return slot.locator(".upload-row")


def said(page):
    return page.locator("#main > p[role=status]")


def choose(slot, *chosen):
    slot.locator("input[type=file]").set_input_files(list(chosen))


def test_several_at_once_and_the_refused_one_says_why_and_what_to_do(place):
    page, slot = place()
    page.evaluate("window.stays = true")
    choose(slot, pdf("one.pdf"), {"name": "mail.eml", "mimeType": "", "buffer": b"From: a"}, pdf("two.pdf"))
    expect(given(slot)).to_have_count(2)
    expect(rows(slot)).to_have_count(1)
    expect(rows(slot)).to_contain_text("7 byte")
    expect(rows(slot)).to_contain_text("Save the e-mail as PDF with its header.")
    expect(said(page)).to_have_text("2 of 3 files have arrived. Not accepted: mail.eml.")
    assert page.evaluate("window.stays"), "the page was left"
    assert Proof.objects.filter(document__isnull=False).count() == 2
    rows(slot).get_by_role("button", name=re.compile("Close")).press("Enter")
    expect(rows(slot)).to_have_count(0)
    expect(slot.locator("[data-choose]")).to_be_focused()


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("empty.pdf", b"", "This file is empty."),
        ("big.pdf", b"x" * 3000, "This file is too large."),
        ("event.mp4", b"x", "Give the link to the video instead."),
    ],
)
def test_what_can_be_seen_before_is_said_before(place, settings, name, content, words):
    settings.UPLOAD_LIMIT_BYTES = 2000
    page, slot = place()
    page.on("request", lambda request: request.method == "POST" and pytest.fail("it was sent"))
    choose(slot, {"name": name, "mimeType": "", "buffer": content})
    expect(rows(slot)).to_contain_text(words)
    expect(rows(slot).get_by_role("button", name=re.compile("Try again"))).to_be_hidden()


def test_a_refusal_by_the_checks_appears_where_the_file_stands(place, work_off):
    _page, slot = place()
    locked = {
        "name": "locked.pdf",
        "mimeType": "",
        "buffer": files.protected_pdf("Agenda", steps.activity_day()),
    }
    choose(slot, locked)
    expect(given(slot)).to_contain_text("Received and safe.")
    work_off()
    expect(given(slot)).to_contain_text("Save it without a password and send it again.")
    expect(given(slot)).not_to_have_attribute("hx-get", re.compile("."))


def test_words_typed_beside_an_upload_stay(place):
    page, slot = place(code="customer-seminar")
    link = page.locator("[name=link]").first
    link.evaluate("one => one.closest('details').open = true")
    link.fill("https://example.com/half-typ")
    choose(slot, pdf("one.pdf"))
    expect(given(slot)).to_have_count(1)
    expect(link).to_have_value("https://example.com/half-typ")


def first_post_to(page, meet):
    """The first file on its way meets something; everything after it goes through."""
    met = []

    def handle(route):
        if route.request.method == "POST" and not met:
            met.append(route)
            return meet(route)
        return route.continue_()

    page.route("**/proof/**", handle)


def test_cancelled_on_its_way_it_costs_itself_alone_and_can_be_sent_after_all(place):
    page, slot = place()
    first_post_to(page, lambda route: None)
    choose(slot, pdf("one.pdf"), pdf("two.pdf"))
    rows(slot).first.get_by_role("button", name="Cancel one.pdf").click()
    expect(rows(slot).first).to_contain_text("Cancelled. Nothing of it was kept.")
    expect(given(slot)).to_have_count(1)
    expect(given(slot)).to_contain_text("two.pdf")
    rows(slot).first.get_by_role("button", name="Try again one.pdf").click()
    expect(given(slot)).to_have_count(2)
    expect(said(page)).to_have_text("The file has arrived.")


def test_a_lost_connection_costs_the_file_in_flight_and_offers_another_try(place):
    page, slot = place()
    first_post_to(page, lambda route: route.abort("connectionreset"))
    choose(slot, pdf("one.pdf"), pdf("two.pdf"))
    expect(rows(slot).first).to_contain_text("The connection was lost. This file has not arrived.")
    expect(given(slot)).to_have_count(1)
    rows(slot).first.get_by_role("button", name="Try again one.pdf").press("Enter")
    expect(given(slot)).to_have_count(2)
    expect(rows(slot)).to_have_count(0)


def test_without_a_connection_it_waits_for_it(place):
    page, slot = place()
    page.context.set_offline(True)
    choose(slot, pdf("one.pdf"))
    expect(rows(slot)).to_contain_text("Waiting for the connection")
    page.context.set_offline(False)
    expect(given(slot)).to_have_count(1)


def test_signed_out_meanwhile_nothing_is_called_arrived(place):
    page, slot = place()
    session = page.context.cookies()
    page.context.clear_cookies(name="portal_session")
    choose(slot, pdf("one.pdf"))
    expect(rows(slot)).to_contain_text("You are signed out.")
    page.context.add_cookies(session)
    rows(slot).get_by_role("button", name=re.compile("Try again")).click()
    expect(given(slot)).to_have_count(1)


def test_dropped_on_the_slot(place):
    page, slot = place()
    page.evaluate(DROP, [slot.element_handle(), ["one.pdf", "two.pdf"]])
    expect(given(slot)).to_have_count(2)


def test_the_same_file_again_is_told_and_nothing_is_doubled(place):
    _page, slot = place()
    choose(slot, pdf("one.pdf", "Agenda"))
    expect(given(slot)).to_have_count(1)
    choose(slot, pdf("copy.pdf", "Agenda"))
    expect(rows(slot)).to_contain_text("This file is here already, as “one.pdf”")
    expect(rows(slot)).not_to_contain_text("Error:")
    assert Document.objects.count() == 1


@pytest.mark.parametrize("language", ["en", "de"])
def test_without_scripts_one_file_after_the_other(place, language):
    page, slot = place(scripts=False, language=language)
    for number, name in enumerate(("one.pdf", "two.pdf"), start=1):
        choose(slot, pdf(name))
        slot.locator("form[enctype] button[type=submit]").first.click()
        expect(given(slot)).to_have_count(number)
    slot.locator("form[enctype] button[type=submit]").first.click()
    expect(page.locator("[data-error-summary]")).to_be_visible()
    expect(page.locator(".field-error")).to_have_count(1)


def test_an_invoice_goes_first_and_its_form_keeps_what_was_typed(stage, open_as):
    page = open_as("anna")
    page.goto(steps.has_draft("Advert") + "invoices/new/")
    page.fill("[name=vendor]", "Fördepresse Verlag")
    page.set_input_files("[name=file]", steps.REAL_INVOICE)
    expect(page.locator("#invoice-file")).to_contain_text("EN16931_Einfach.pdf")
    expect(page.locator("[name=vendor]")).to_have_value("Fördepresse Verlag")
    steps.press(page)
    expect(page.locator("#invoice-file")).to_contain_text("EN16931_Einfach.pdf")
    assert Document.objects.count() == 1


def test_from_the_phone_to_the_page_at_the_desk(place, open_as):
    page, slot = place()
    slot.locator("details[data-phone] > summary").click()
    expect(slot.locator(".qr-code")).to_be_visible()
    address = slot.locator(".phone-words .copyable, .phone-words [data-copy]").first
    expect(address).to_be_attached()
    key = slot.get_attribute("id").removeprefix("slot-")
    phone = open_as("ben", width=390, has_touch=True, is_mobile=True)
    phone.goto(page.url + f"{key}/")
    own = phone.locator("section.slot")
    expect(own.locator("input[type=file]")).to_have_attribute("accept", re.compile(r"image/\*"))
    expect(own.locator("input[type=file]")).not_to_have_attribute("capture", re.compile(".*"))
    choose(own, pdf("photo.pdf"))
    expect(given(own)).to_have_count(1)
    expect(given(slot)).to_contain_text("photo.pdf")
    expect(slot.locator(".phone-news")).to_have_text("1 thing has arrived from elsewhere.")
    assert phone.evaluate("document.documentElement.scrollWidth") <= 390
    slot.locator("details[data-phone] > summary").click()
    expect(slot.locator(".phone")).to_have_count(0)


@pytest.mark.parametrize(("language", "scheme"), [("en", "light"), ("de", "dark")])
def test_axe_and_a_narrow_screen_with_everything_open(place, language, scheme):
    page, slot = place(language=language, color_scheme=scheme, bypass_csp=True)
    choose(slot, pdf("a-very-long-name-" + "without-a-break" * 8 + ".pdf"), pdf("two.pdf"))
    choose(slot, {"name": "x" * 120 + ".mp4", "mimeType": "", "buffer": b"x"})
    expect(given(slot)).to_have_count(2)
    for details in slot.locator("details > summary").all():
        details.click()
    expect(slot.locator(".qr-code")).to_be_visible()
    assert [one["id"] for one in Axe().run(page).response["violations"]] == []
    page.set_viewport_size({"width": 390, "height": 844})
    assert page.evaluate("document.documentElement.scrollWidth") <= 390


def test_a_file_that_is_here_already_proves_one_thing_more(place):
    page, slot = place()
    choose(slot, pdf("one.pdf"))
    expect(given(slot)).to_have_count(1)
    other = Claim.objects.get()
    steps.start_claim(page, "Second advert")
    page.goto(page.url + "proof/")
    page.get_by_role("link", name="Use a file that is already here").first.click()
    expect(page.locator("main")).to_contain_text(other.title)
    page.get_by_role("button", name="Use this file one.pdf").click()
    expect(given(page.locator("section.slot").first)).to_contain_text("one.pdf")
    assert Document.objects.count() == 1
