"""The catalogue of a fiscal year and opening it: each page by axe and on a phone."""

import pytest

from claims_portal.demo.story import next_year, telling
from programs.models import Cap
from programs.rules import fiscal_year
from tests.browser.test_every_page import look

pytestmark = pytest.mark.browser

CATALOGUE = "/manage/catalogue/{year}/"
SEMINAR = f"{CATALOGUE}activities/customer-seminar/"
OPENING = "/manage/COOP/years/"
PAGES = (
    CATALOGUE,
    f"{CATALOGUE}new/",
    f"{CATALOGUE}publish/",
    SEMINAR,
    f"{SEMINAR}compare/",
    f"{SEMINAR}words/",
    f"{SEMINAR}requirements/",
    f"{SEMINAR}requirements/photos/",
    f"{SEMINAR}caps/",
    f"{CATALOGUE}activities/podcast-series/",
    f"{CATALOGUE}activities/demo-units/caps/{{cap}}/",
    OPENING,
    f"{OPENING}{{year}}/",
    f"{OPENING}{{year}}/periods/",
    f"{OPENING}{{year}}/publish/",
    f"{OPENING}{{year}}/preview/",
    f"{OPENING}{{year}}/preview/customer-seminar/",
)


@pytest.fixture
def told(stage):
    """What stands for each name in the addresses."""
    next_year.tell()
    year = fiscal_year(telling.today()) + 1
    caps = Cap.objects.filter(version__fiscal_year=year, version__activity_type__code="demo-units")
    return {"year": year, "cap": caps.first().pk}


def test_pages(told, open_as):
    """In one language and theme: they are drawn by what the pages of test_every_page.py are."""
    page = open_as("paula", language="de", color_scheme="light", bypass_csp=True)
    assert look(page, PAGES, told) == []
