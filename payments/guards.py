"""The conditions of the state tables, one sentence each; called with (subject, user, at)."""

from datetime import datetime
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.permissions import companies_of
from claims.models import Decision
from documents.enums import State
from lifecycle import Verdict
from lifecycle.transitions import YES
from payments.models import Batch, TaxInvoice


def _unless(refused: Any, reason: Any) -> Verdict:
    return Verdict(False, reason) if refused else YES


def not_the_maker(batch: Batch, user: Any, at: datetime) -> Verdict:
    """R17: one person makes it, another marks it as sent."""
    return _unless(user == batch.made_by, _("You made this batch; another payer marks it as sent."))


def decided_none_of_it(batch: Batch, user: Any, at: datetime) -> Verdict:
    """R8: nobody pays what they approved."""
    own = decisions_by(user).filter(claim__payment_items__payment__batch=batch).exists()
    return _unless(own, _("You decided about claims in this batch; another payer marks it as sent."))


def not_of_own_company(batch: Batch, user: Any, at: datetime) -> Verdict:
    """R8: nobody pays their own company."""
    companies = companies_of(user)
    inside = batch.payments.filter(Q(partner__in=companies) | Q(partner__parent__in=companies)).exists()
    return _unless(inside, _("Your own company is in this batch; another payer marks it as sent."))


def invoice_not_in_a_payment(invoice: TaxInvoice, user: Any, at: datetime) -> Verdict:
    """What went into a payment stays what it was."""
    paid = invoice.payment is not None and invoice.payment.is_live
    return _unless(paid, _("This invoice is in a payment already; it cannot be replaced."))


def not_own_invoice(invoice: TaxInvoice, user: Any, at: datetime) -> Verdict:
    """Two people: who gave it does not judge it."""
    return _unless(user == invoice.given_by, _("You gave this invoice; somebody else judges it."))


def invoice_file_checked(invoice: TaxInvoice, user: Any, at: datetime) -> Verdict:
    """R14: only what passed all checks is accepted."""
    return _unless(invoice.document.state != State.CLEAN, _("The file has not passed the checks yet."))


def decisions_by(user: Any) -> Any:
    """Decisions of a person that left the house or will; a recommendation is none (R8)."""
    return Decision.objects.filter(by=user, leaves_at__isnull=False, undone_at=None)
