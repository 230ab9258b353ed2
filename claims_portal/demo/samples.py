"""Files to try the portal with, made when asked for; their dates fit the period one can claim for right now."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from claims_portal.demo import files, statement
from claims_portal.demo.story import earnings, telling

BUYER = "Nordlicht Systemhaus GmbH"
TITLE = "Kundenseminar am Hafen"
#: The event of all samples; the seminar among Anna's drafts is about as old.
DAYS_AGO = 12


@dataclass(frozen=True)
class Sample:
    """One file: `use` says what to try with it, `make` draws it for the day of the event."""

    key: str
    name: str
    title: str | Promise
    use: str | Promise
    content_type: str
    make: Callable[[date], bytes]
    #: What an invoice says, for typing; None for other files.
    invoice: Callable[[date], files.Invoice] | None = None


def e_invoice(day: date) -> files.Invoice:
    """The invoice whose data can be read by machines."""
    return files.Invoice(
        f"EK-{day:%y%m}-41", "Eventhaus Kiel GmbH", day, BUYER, f"{TITLE}: Saal, Technik", Decimal("1480.00")
    )


def plain_invoice(day: date) -> files.Invoice:
    """An invoice for people only."""
    return files.Invoice(
        f"FD-{day:%y%m}-07", "Fördedruck KG", day, BUYER, f"{TITLE}: Einladungskarten", Decimal("365.50")
    )


SAMPLES = (
    Sample(
        "e-invoice",
        "e-rechnung.pdf",
        _("An e-invoice"),
        _("Add it as an invoice of a claim. The figures stand inside the file as data too (Factur-X)."),
        "application/pdf",
        lambda day: files.e_invoice_pdf(e_invoice(day)),
        e_invoice,
    ),
    Sample(
        "invoice",
        "rechnung.pdf",
        _("A plain invoice"),
        _("Add it as a second invoice, and see the sum of the claim and your fund follow."),
        "application/pdf",
        lambda day: files.invoice_pdf(plain_invoice(day)),
        plain_invoice,
    ),
    Sample(
        "agenda",
        "agenda.pdf",
        _("Invitation and agenda"),
        _("Hand it in as proof of an event, or as the answer to the request for the trade fair's agenda."),
        "application/pdf",
        lambda day: files.agenda_pdf(TITLE, day),
    ),
    Sample(
        "photo",
        "foto.jpg",
        _("A photo of the event"),
        _("Anna's seminar lacks photos: add it there, and the claim can be submitted."),
        "image/jpeg",
        lambda day: files.photo_jpg(TITLE),
    ),
    Sample(
        "protected",
        "agenda-geschuetzt.pdf",
        _("A PDF with a password"),
        _("Upload it anywhere: it is refused, and the portal says what to do instead."),
        "application/pdf",
        lambda day: files.protected_pdf(TITLE, day),
    ),
    Sample(
        "earnings",
        "earnings.csv",
        _("A sheet of earnings"),
        _(
            "As Paula, import it under “Run the program”; as Pia, confirm it. Change a figure to see what is said "
            "of a wrong one, and send it twice."
        ),
        "text/csv",
        lambda day: earnings.to_try(),
    ),
    Sample(
        "statement",
        "kontoauszug.xml",
        _("A bank statement (camt.053)"),
        _(
            "Send a batch as Pia and Pavel, then take this file and import it: every payment on its way is booked, "
            "the last one comes back, and the bank's fee matches nothing."
        ),
        "application/xml",
        lambda day: statement.to_try(),
    ),
)
BY_KEY = {sample.key: sample for sample in SAMPLES}


def event_day() -> date:
    """A day shortly ago, inside the usage period the story plays in."""
    period = telling.story_period("COOP")
    return min(telling.today() - timedelta(days=DAYS_AGO), period.last_day)
