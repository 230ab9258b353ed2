"""Running a program: each page by axe and on a phone, and two managers at one form without scripts."""

import pytest
from playwright.sync_api import expect

from claims_portal.demo import people
from history.models import Event
from programs.models import Program, ProgramRole, Reason, UsagePeriod
from tests.browser.steps import press
from tests.browser.test_every_page import look
from tests.factories.accounts import PartnerFactory

pytestmark = pytest.mark.browser

HERE = "/manage/COOP/"
PAGES = (
    "/manage/",
    f"{HERE}settings/",
    f"{HERE}periods/",
    f"{HERE}periods/new/",
    f"{HERE}periods/{{last}}/",
    f"{HERE}reasons/",
    f"{HERE}reasons/new/",
    f"{HERE}reasons/{{reason}}/",
    f"{HERE}enrollments/",
    f"{HERE}enrollments/new/?search=werft",
    f"{HERE}enrollments/{{stranger}}/enroll/",
    f"{HERE}enrollments/{{partner}}/end/",
    f"{HERE}people/",
    f"{HERE}people/new/",
    f"{HERE}people/{{role}}/",
    f"{HERE}history/",
)


@pytest.fixture
def told(stage):
    """What stands for each name in the addresses."""
    coop = Program.objects.get(code="COOP")
    return {
        "last": UsagePeriod.objects.filter(program=coop).latest("first_day").pk,
        "reason": Reason.objects.first().code,
        "partner": stage.public_id,
        "stranger": PartnerFactory(legal_name="Werft Nord").public_id,
        "role": ProgramRole.objects.get(user=people.user("rita"), program=coop).pk,
    }


def test_pages(told, open_as):
    """In one language and theme: they are drawn by what the pages of test_every_page.py are."""
    page = open_as("paula", language="de", color_scheme="dark", bypass_csp=True)
    assert look(page, PAGES, told) == []


def test_the_later_of_two_windows_sees_both_values_and_decides(told, open_as):
    page = open_as("paula", scripts=False)
    page.goto(f"{HERE}settings/")
    later = page.context.new_page()
    later.goto(f"{HERE}settings/")
    page.fill("[name=payment_minimum]", "250")
    press(page)
    later.fill("[name=payment_minimum]", "300")
    later.fill("[name=review_days]", "3")
    press(later)
    expect(later.locator("main")).to_contain_text("300.00")
    expect(later.locator("main")).to_contain_text("250.00")
    expect(later.locator("[name=review_days]")).to_have_value("3")
    press(later)
    stored = Program.objects.get(code="COOP")
    assert (stored.payment_minimum, stored.review_days) == (300, 3)
    assert Event.objects.about(stored).filter(code="programs.settings_changed").count() == 2
