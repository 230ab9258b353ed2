"""A request and its answer, from both sides of the table: two things asked for, one answered by a new file."""

import pytest
from playwright.sync_api import expect

from claims.enums import ClaimState
from claims.models import Claim
from tests.browser.scenes import under_review
from tests.browser.steps import agenda
from tests.browser.test_every_page import look

pytestmark = pytest.mark.browser


def test_asked_for_two_things_and_answered(play, open_as, work_off):
    play(under_review)
    claim = Claim.objects.get(state=ClaimState.UNDER_REVIEW)
    bench, answer = f"/queue/{claim.public_id}/", f"/claims/{claim.public_id}/answer/"
    rita = open_as("rita", language="de", color_scheme="dark", bypass_csp=True)
    rita.goto(bench)
    rita.locator("a[href*='?part=line:']").first.click()
    rita.select_option("[name=reason-1]", index=2)
    rita.locator("button[name=add]").click()
    rita.fill("[name=words-2]", "Bitte auch die Agenda.")
    expect(rita.locator("[name=reason-1]")).not_to_have_value("")
    rita.locator("main button[name=send]").click()
    expect(rita.locator("#requests")).to_be_visible()

    ben = open_as("ben", bypass_csp=True)
    ben.goto(answer)
    ben.locator("main section a.btn-primary").first.click()
    item = ben.url
    ben.locator("input[type=file]").first.set_input_files(agenda("Rechnung"))
    expect(ben.locator("[id^=given-]")).to_contain_text("Anzeige.pdf")
    work_off()
    assert look(ben, (item,), {}) == []
    ben.goto(answer)
    ben.locator("button[name=send]").click()
    ben.locator("[name=nevertheless]").check()
    ben.locator("button[name=send]").click()
    expect(ben.locator("main")).to_contain_text("It is our turn now.")

    rita.goto(bench)
    expect(rita.locator("section", has=rita.locator("#changed"))).to_contain_text("Anzeige.pdf")
    assert look(rita, (bench,), {}) == []
