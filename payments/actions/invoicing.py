"""Tax invoices (R17): the partner gives one for what is to be paid, a payer accepts it or says why not."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from claims.models import Claim
from claims.retention import keep_until
from documents import actions as documents
from documents.stored import StoredUpload
from lifecycle import ActionRefused, clock
from notifications.actions.sending import send
from payments.actions.door import Act, require
from payments.actions.locking import held
from payments.actions.standing import refresh
from payments.enums import InvoiceRule, TaxInvoiceState
from payments.models import TaxInvoice
from payments.standing import standing_of
from programs.money import format_money
from programs.permissions import memberships_in
from programs.rules import local_day


@dataclass(frozen=True)
class Written:
    """What stands on the invoice, in the program's currency."""

    number: str
    issued_on: date
    net: Decimal
    tax: Decimal


def give(claim_id: int, upload: StoredUpload, written: Written, *, user: Any) -> TaxInvoice:
    """The partner's invoice for what is to be paid now; one that stands already is replaced and stays.

    In this order: the claim locked, what stands replaced, the file kept like all others of the claim (R15), how the
    payment stands. Raises ActionRefused where none is asked for, for another net amount than what is to be paid,
    and for a day that lies ahead.
    """
    with transaction.atomic():
        claim = held(claim_id)
        at = clock.now()
        one = Act(TaxInvoice(claim=claim, state=TaxInvoiceState.GIVEN), "give_invoice", user, at)
        require(one.subject, one.verb, user, at)
        _require_fitting(claim, written, one)
        _replace(claim, one)
        document = documents.receive(upload, partner=claim.partner, user=user, at=at)
        documents.retain(document, until=keep_until(claim), at=at)
        facts = {
            "number": written.number,
            "issued_on": written.issued_on,
            "net": written.net,
            "tax": written.tax,
        }
        one.subject = TaxInvoice.objects.create(
            claim=claim, document=document, given_by=user, given_at=at, **facts
        )
        one.note(number=written.number, amount=written.net, currency=claim.currency)
        refresh(claim.partner, claim.program)
    return one.subject


def accept(invoice_id: int, *, user: Any) -> TaxInvoice:
    """It is right: the payment no longer waits for it, and the partner is told."""
    with _judging(invoice_id, "accept_invoice", user) as one:
        one.write(judged_by=user, judged_at=one.at)
        one.note(number=one.subject.number)
    return one.subject


def refuse(invoice_id: int, words: str, *, user: Any) -> TaxInvoice:
    """It is not right, and why; another one is asked for. Raises ActionRefused without words."""
    with _judging(invoice_id, "refuse_invoice", user) as one:
        if not words.strip():
            said = _("Say why you refuse.")
            raise ActionRefused(said, {"words": said})
        one.write(judged_by=user, judged_at=one.at, words=words)
        one.note(number=one.subject.number, words=words)
    return one.subject


@contextmanager
def _judging(invoice_id: int, verb: str, user: Any) -> Iterator[Act]:
    """The claim locked, then the invoice; afterwards how the payment stands, and a mail."""
    with transaction.atomic():
        claim = held(TaxInvoice.objects.values_list("claim", flat=True).get(pk=invoice_id))
        invoices = TaxInvoice.objects.select_related("document", "given_by", "payment")
        one = Act(invoices.select_for_update(of=("self",)).get(pk=invoice_id), verb, user, clock.now())
        one.subject.claim = claim
        require(one.subject, verb, user, one.at)
        yield one
        refresh(claim.partner, claim.program, actor=user)
        _tell(one)


def _require_fitting(claim: Claim, written: Written, one: Act) -> None:
    standing = standing_of(claim, one.at)
    if standing.rule != InvoiceRule.TAX_INVOICE or not standing.lines:
        raise ActionRefused(_("No tax invoice is needed for this claim now."))
    if written.net != standing.amount:
        due = format_money(standing.amount, claim.currency, get_language() or "en")
        words = _("The net amount has to be what is to be paid: %(amount)s.") % {"amount": due}
        raise ActionRefused(words, {"net": words})
    if written.issued_on > local_day(one.at, claim.partner.zone):
        words = _("This day lies in the future.")
        raise ActionRefused(words, {"issued_on": words})


def _replace(claim: Claim, one: Act) -> None:
    for earlier in claim.tax_invoices.standing():
        earlier.claim = claim
        replaced = Act(earlier, "replace_invoice", one.user, one.at)
        require(earlier, replaced.verb, one.user, one.at)
        replaced.write()
        replaced.note(number=earlier.number)


def _tell(one: Act) -> None:
    """Whoever gave it and the location's people in the program: accepted, or why not."""
    invoice, claim = one.subject, one.subject.claim
    facts = {
        "number": claim.number,
        "title": claim.title,
        "public_id": claim.public_id,
        "invoice": invoice.number,
        "accepted": invoice.state == TaxInvoiceState.ACCEPTED,
        "reason": invoice.words,
    }
    people = {member.user for member in memberships_in(claim.partner, claim.program) if member.user.is_active}
    for person in people:
        send("tax_invoice_judged", to=person, subject=claim, key=str(invoice.pk), at=one.at, **facts)
