"""The pages of earnings, by who brings in and who confirms: axe finds nothing, nothing scrolls sideways at 390 px."""

import pytest

from claims_portal.demo import people
from claims_portal.demo.story import earnings, telling
from funds.actions import checking, importing
from funds.models import EarningsImport
from lifecycle import clock
from tests.browser.scenes import empty_stage
from tests.browser.test_every_page import look

pytestmark = pytest.mark.browser

LIST = "/manage/COOP/earnings/"
PAGES = {
    "paula": (
        LIST,
        f"{LIST}new/",
        f"{LIST}adjust/",
        "{closing}",
        "{waiting}",
        "{wrong}",
        "{wrong}drop/",
        "{unreadable}",
    ),
    "pia": (LIST, "{waiting}", "{waiting}drop/", "{closing}"),
}


def brought_in() -> None:
    """A sheet that waits, one with wrong rows, one that cannot be read."""
    empty_stage()
    earnings.tell()
    for name, content in (
        ("wrong.csv", earnings.sheet("W", ("nobody", "1.00", "EARNINGS", "?"))),
        ("letter.pdf", b"%PDF-1.7\n\0\0"),
    ):
        program = telling.story_period("COOP").program
        made = importing.receive(program, content, name, "en", user=people.user("paula"))
        checking.check_file(EarningsImport.objects.get(pk=made.pk), clock.now())


@pytest.mark.parametrize(("key", "language", "scheme"), [("paula", "en", "dark"), ("pia", "de", "light")])
def test_pages_of_earnings(play, open_as, key, language, scheme):
    play(brought_in)
    places = {one.state.lower(): f"/manage/earnings/{one.public_id}/" for one in EarningsImport.objects.all()}
    places["closing"] = f"{LIST}periods/{telling.story_period('COOP').code}/"
    page = open_as(key, language=language, color_scheme=scheme, bypass_csp=True)
    assert look(page, PAGES[key], places) == []
