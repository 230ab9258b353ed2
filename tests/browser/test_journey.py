"""The main job in the browser: a claim prepared, submitted, questioned, answered, decided, and read."""

import re

import pytest
from django.core import mail
from playwright.sync_api import expect

from claims.enums import ClaimState
from claims.models import Claim
from claims.words import timeline
from documents.enums import State
from documents.models import Document
from funds.models import Fund
from history.models import Event
from tests.browser import steps

pytestmark = pytest.mark.browser

QUESTION = "Please send the page of the paper on which the ad appeared."


@pytest.mark.parametrize(("language", "scripts"), [("en", True), ("de", False), ("de", True), ("en", False)])
def test_from_draft_to_decision(stage, open_as, work_off, language, scripts):
    anna = open_as("anna", language=language, scripts=scripts)
    claim, address = prepared_and_submitted(anna)
    assert Fund.objects.get(partner=stage, program=claim.program).held == claim.claimed == 1200
    work_off()
    assert set(Document.objects.values_list("state", flat=True)) == {State.CLEAN}
    assert [one.to for one in mail.outbox] == [["anna@demo.example"]]

    rita = open_as("rita", language=language, scripts=scripts)
    questioned(rita, claim)
    answered(anna, address, scripts)
    work_off()
    decided(rita, claim)
    work_off()

    claim.refresh_from_db()
    assert (claim.state, claim.approved) == (ClaimState.APPROVED, 1200)
    anna.goto(address)
    expect(anna.locator("main")).to_contain_text("1.200,00" if language == "de" else "1,200.00")
    expect(anna.locator("main")).to_contain_text("Genehmigt" if language == "de" else "Approved")
    anna.goto(address + "history/")
    told = timeline(Event.objects.about(claim).for_reading(), claim)
    expect(anna.locator("ol.timeline > li")).to_have_count(len(told))
    expect(anna.locator("main")).to_contain_text(QUESTION)


def prepared_and_submitted(anna):
    """The partner's part; the claim and its address."""
    address = steps.start_claim(anna, "Advert in Kieler Wirtschaft")
    steps.fill_activity(anna, address)
    steps.add_invoice(anna, address)
    steps.add_proof(anna, address)
    steps.give_results(anna, address)
    return Claim.objects.get(number=f"COOP-{steps.submit(anna, address)}"), address


def questioned(rita, claim):
    """The reviewer finds the claim in the queue, takes it, sees the documents, asks for one more."""
    rita.goto("/queue/")
    expect(rita.locator("main")).to_contain_text(claim.number)
    rita.locator("form[action='/queue/next/'] button").first.click()
    rita.wait_for_url(f"**/queue/{claim.public_id}/")
    expect(rita.locator("main")).to_contain_text("EN16931_Einfach.pdf")
    rita.goto(f"/queue/{claim.public_id}/request/")
    rita.fill("[name=words-1]", QUESTION)
    rita.locator("main button[name=send]").click()
    rita.wait_for_load_state()


def answered(anna, address, scripts):
    """The question stands on the first screen; a file and words answer it."""
    anna.goto("/")
    expect(anna.locator("main")).to_contain_text(QUESTION)
    anna.goto(address + "answer/")
    anna.locator("main section a.btn-primary").first.click()
    anna.locator("input[type=file]").first.set_input_files(steps.agenda("Seite 14"))
    if not scripts:
        anna.locator("form:has(input[type=file]) button[type=submit]").first.click()
    expect(anna.locator("[id^=given-]")).to_contain_text("Anzeige.pdf")
    anna.goto(address + "answer/")
    anna.fill("[name=comment]", "Here it is, page 14.")
    anna.locator("button[name=send]").click()
    anna.wait_for_url(address)


def decided(rita, claim):
    """All lines as claimed, with the page that is confirmed; the decision does not wait for its time."""
    rita.goto(f"/queue/{claim.public_id}/")
    rita.locator(f"form[action='/queue/{claim.public_id}/take/'] button").first.click()
    rita.goto(f"/queue/{claim.public_id}/decide/")
    rita.locator("button[name=as_claimed]").click()
    rita.locator("button[name=confirm][value='1']").click()
    rita.goto(f"/queue/{claim.public_id}/")
    rita.locator("form[action$='/send-now/'] button").click()
    rita.wait_for_load_state()


def test_a_double_click_and_a_second_tab_make_one_number(stage, open_as):
    anna = open_as("anna")
    address = steps.start_claim(anna, "Advert")
    steps.fill_activity(anna, address)
    steps.add_invoice(anna, address)
    steps.add_proof(anna, address)
    steps.give_results(anna, address)
    second = anna.context.new_page()
    for page in (anna, second):
        page.goto(address + "check/")
    button = anna.locator("main form .btn-primary[type=submit]").last
    button.dblclick()
    anna.wait_for_url("**/submitted/")
    steps.press(second)
    expect(second.locator("main")).to_contain_text(re.compile(r"COOP-\d{4}-\d{6}"))
    claim = Claim.objects.get(partner=stage)
    assert claim.state == ClaimState.SUBMITTED
    assert Fund.objects.get(partner=stage, program=claim.program).held == 1200


def test_what_was_typed_is_there_after_signing_in_again(stage, open_as, live_server):
    anna = open_as("anna")
    address = steps.start_claim(anna, "Advert")
    anna.goto(address + "activity/")
    anna.fill("textarea[name=description]", "A full page, in colour.")
    session = anna.context.cookies()
    anna.context.clear_cookies(name="portal_session")
    steps.press(anna)
    anna.wait_for_url("**/accounts/login/**")
    anna.context.add_cookies([one for one in session if one["name"] == "portal_session"])
    anna.goto(address + "activity/")
    expect(anna.locator("textarea[name=description]")).to_have_value("A full page, in colour.")


def test_an_error_is_said_at_the_field_and_nothing_typed_is_lost(stage, open_as):
    anna = open_as("anna", language="de")
    address = steps.start_claim(anna, "Anzeige")
    steps.add_invoice(anna, address, net="1e5")
    expect(anna).to_have_title(re.compile("^Fehler:"))
    expect(anna.locator("[name=net]")).to_have_value("1e5")
    expect(anna.locator("[name=net]")).to_have_attribute("aria-invalid", "true")
    expect(anna.locator("main")).to_contain_text("EN16931_Einfach.pdf")
    anna.fill("[name=net]", "1.200,00")
    steps.press(anna)
    assert Claim.objects.get(partner=stage).expenses.get().document.name == "EN16931_Einfach.pdf"


def test_by_keyboard_alone(stage, open_as):
    """The first key leads to the content, and the main button is reached and pressed without a mouse."""
    anna = open_as("anna")
    anna.keyboard.press("Tab")
    expect(anna.locator(":focus")).to_have_attribute("href", "#main")
    anna.keyboard.press("Enter")
    for _step in range(40):
        anna.keyboard.press("Tab")
        if anna.evaluate("document.activeElement.getAttribute('href')") == "/claims/new/":
            break
    anna.keyboard.press("Enter")
    anna.wait_for_url("**/claims/new/")
