"""How the money goes out: a batch by Pia, given to the bank by Pavel, and what the bank says of it."""

from datetime import timedelta
from decimal import Decimal

from django.conf import settings

from accounts.models import Partner
from claims.models import Claim
from claims_portal.demo import files, people
from claims_portal.demo.story import telling
from claims_portal.demo.story.telling import days_ago
from documents.actions import settle
from documents.enums import State
from documents.examination import Outcome
from lifecycle import clock
from payments.actions import batching, invoicing, sending, settling, terms
from payments.actions.invoicing import Written
from payments.days import next_banking_day
from payments.enums import InvoiceRule
from payments.models import Batch
from payments.planned import plan_of
from payments.standing import of_program, places_of
from programs.models import Program
from programs.rules import local_day

CLOSED = "The account is closed"


def tell() -> None:
    """Where payments need an invoice, and what was paid last week: Kiel has it, Osaka's came back undone."""
    program, paula = Program.objects.get(code="COOP"), people.user("paula")
    with days_ago(40):
        terms.set_terms(program, "FR", InvoiceRule.TAX_INVOICE, Decimal(0), by=paula)
        self_billed = Program.objects.get(code="BIZAPPS")
        terms.set_terms(self_billed, "DE", InvoiceRule.SELF_BILLING, Decimal("0.19"), by=paula)
    osaka, lyon, poznan = (people.BRIGHTWATER[place] for place in (3, 1, 2))
    # The story was told to its end already: what was approved only since is left out.
    pay(7, without=(lyon, poznan), failed=(osaka,))
    _invoice("Lyon partner breakfast")


def _invoice(title: str) -> None:
    """Olga gave the tax invoice for it, and Pia accepted it: with what else is ready it can be paid now."""
    claim = Claim.objects.select_related("partner").get(title=title)
    day = telling.today() - timedelta(days=3)
    bill = files.Invoice(
        "BF-2026-31", claim.partner.legal_name, day, settings.PAYER["name"], title, claim.approved
    )
    with days_ago(3):
        upload = telling.upload("Tax invoice BF-2026-31.pdf", files.invoice_pdf(bill))
        written = Written("BF-2026-31", day, claim.approved, claim.approved / 5)
        given = invoicing.give(claim.pk, upload, written, user=people.user("olga"))
        settle(given.document, Outcome(State.CLEAN, "", "application/pdf", "demo"), clock.now())
    with days_ago(2):
        invoicing.accept(given.pk, user=people.user("pia"))


def pay(days: float, *, without: tuple[str, ...] = (), failed: tuple[str, ...] = ()) -> None:
    """What is ready so many days ago, paid in the two days after; `failed`: numbers of locations that get nothing."""
    made = _made(days, without)
    with days_ago(days - 1):
        for batch in made:
            today = local_day(clock.now(), batch.program.zone)
            sending.mark_sent(batch.pk, today, user=people.user("pavel"))
    with days_ago(days - 2):
        for batch in made:
            _settle(batch, failed)


def _made(days: float, without: tuple[str, ...]) -> list[Batch]:
    program, pia = Program.objects.get(code="COOP"), people.user("pia")
    left_out = frozenset(Partner.objects.filter(number__in=without).values_list("public_id", flat=True))
    with days_ago(days):
        at = clock.now()
        plan = plan_of(program, places_of(of_program(program), at), pia, at, without=left_out)
        day = next_banking_day(local_day(at, program.zone), program)
        return batching.make(program, user=pia, execute_on=day, seen=plan.seen, without=left_out)


def _settle(batch: Batch, failed: tuple[str, ...]) -> None:
    for payment in batch.payments.select_related("partner"):
        if payment.partner.number in failed:
            settling.note_failure(payment.pk, CLOSED, user=people.user("pia"), code="AC04")
            continue
        with settling.held(payment.pk) as one:
            one.require("confirm", None)
            booked = local_day(one.at, batch.program.zone) - timedelta(days=1)
            settling.paid(one, booked, f"NTRF{payment.reference[-10:].replace('-', '')}")
