"""A sheet of adjustments that Paula brought in and nobody has confirmed yet; and one to try with."""

from decimal import Decimal

from claims_portal.demo import people
from claims_portal.demo.story import telling
from claims_portal.demo.story.telling import days_ago
from funds.actions import checking, importing
from funds.earnings.columns import CODES
from funds.models import EarningsImport
from lifecycle import clock
from lists.spreadsheets import MARK, line_of


def sheet(series: str, *rows: tuple[str, str, str, str]) -> bytes:
    """CSV for the story's period: location, amount, reason, note; the keys begin with `series`."""
    code = telling.story_period("COOP").code
    lines = [
        line_of([location, code, Decimal(amount), "EUR", reason, f"{series}-{number}", note])
        for number, (location, amount, reason, note) in enumerate(rows, start=1)
    ]
    return (MARK + line_of(CODES) + "".join(lines)).encode()


def to_try() -> bytes:
    """What a new half-year brings: mostly earnings, and one adjustment down."""
    first, *others = people.BRIGHTWATER
    return sheet(
        "TRY",
        (people.NORDLICHT, "1250.00", "EARNINGS", "Cloud subscriptions"),
        (first, "4800.00", "EARNINGS", "Cloud subscriptions"),
        (others[0], "-350.00", "COMPLIANCE", "Open invoice R-2291"),
        (others[1], "920.50", "PREVIOUS_EARNINGS", "Late report of a distributor"),
    )


def tell() -> None:
    """Paula sent it yesterday; Pia or another manager has to say yes."""
    content = sheet(
        "ADJ",
        (people.BRIGHTWATER[0], "600.00", "POLICY_EXCEPTION", "Trade fair was cancelled by the organiser"),
        (people.BRIGHTWATER[1], "-480.00", "OPERATIONS", "Counted twice in the last half-year"),
        (people.BRIGHTWATER[2], "480.00", "PARTNER_MAPPING", "Belongs to this location"),
    )
    program = telling.story_period("COOP").program
    with days_ago(1):
        imported = importing.receive(program, content, "adjustments.csv", "en", user=people.user("paula"))
        checking.check_file(EarningsImport.objects.get(pk=imported.pk), clock.now())
