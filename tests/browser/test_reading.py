"""An e-invoice is chosen, and fills its line: with scripts while one types, without them at the press of a button."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from claims.models import Claim
from tests.browser import steps

pytestmark = pytest.mark.browser


def test_it_fills_the_page_while_one_types(stage, open_as, work_off):
    anna = open_as("anna", language="de", bypass_csp=True)
    address = steps.start_claim(anna, "Anzeige")
    anna.goto(address + "invoices/new/")
    anna.fill("[name=vendor]", "Fördepresse Verlag")
    anna.set_input_files("[name=file]", steps.REAL_INVOICE)
    expect(anna.locator("#invoice-reading button[name=read]")).to_be_visible()
    anna.focus("[name=invoice_number]")
    work_off()
    expect(anna.locator("[name=net]")).to_have_value("473,00")
    expect(anna.locator("[name=invoice_date]")).to_have_value("2018-03-05")
    expect(anna.locator("[name=service_first_day]")).to_have_value("2018-03-05")
    # What was typed stays, and the field one is in is left alone.
    expect(anna.locator("[name=vendor]")).to_have_value("Fördepresse Verlag")
    expect(anna.locator("#read-vendor")).to_contain_text("Lieferant GmbH")
    expect(anna.locator("[name=invoice_number]")).to_have_value("")
    assert Axe().run(anna).response["violations"] == []
    anna.set_viewport_size({"width": 390, "height": 844})
    assert anna.evaluate("document.documentElement.scrollWidth") <= 390
    # Left without saving: what was typed comes back, but not what a file said that is no longer there.
    anna.reload()
    expect(anna.locator("[name=vendor]")).to_have_value("Fördepresse Verlag")
    expect(anna.locator("[name=net]")).to_have_value("")
    anna.set_input_files("[name=file]", steps.REAL_INVOICE)
    expect(anna.locator("#invoice-reading button[name=read]")).to_be_visible()
    work_off()
    expect(anna.locator("[name=net]")).to_have_value("473,00")
    # A value one changes is one's own.
    anna.fill("[name=net]", "400,00")
    expect(anna.locator("#read-net")).to_have_text("")
    anna.fill("[name=invoice_number]", "471102")
    anna.select_option("[name=kind]", index=1)
    steps.press(anna)
    line = Claim.objects.get(partner=stage).expenses.get()
    assert (line.vendor, line.net, str(line.tax)) == ("Fördepresse Verlag", 400, "56.8700")
    assert line.origins["invoice_number"] == line.origins["tax"] == "xml"
    assert "net" not in line.origins


def test_without_scripts(stage, open_as, work_off):
    anna = open_as("anna", scripts=False)
    address = steps.start_claim(anna, "Advert")
    anna.goto(address + "invoices/new/")
    anna.fill("[name=vendor]", "Fördepresse Verlag")
    anna.set_input_files("[name=file]", steps.REAL_INVOICE)
    anna.locator("noscript button[name=read], .upload-field button[name=read]").first.click()
    again = anna.locator("#invoice-reading button[name=read]")
    expect(again).to_contain_text("Look again")
    work_off()
    again.click()
    expect(anna.locator("[name=net]")).to_have_value("473.00")
    expect(anna.locator("[name=vendor]")).to_have_value("Fördepresse Verlag")
    expect(anna.locator("#read-vendor")).to_contain_text("Lieferant GmbH")
    anna.select_option("[name=kind]", index=1)
    anna.locator("[name=invoice_number]").press("Enter")
    anna.wait_for_url("**/invoices/")
    assert Claim.objects.get(partner=stage).expenses.get().document.name == "EN16931_Einfach.pdf"
