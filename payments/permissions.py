"""Who may do what about payments: roles only (R7, R8). State and guards are `workflow.verdict`'s."""

from typing import Any

from django.utils.translation import gettext as _

from claims.models import Claim
from lifecycle import Verdict
from payments.models import Batch, Payment, Recovery, TaxInvoice
from programs.enums import VendorRole
from programs.models import Program
from programs.permissions import has_role, roles_at, vendor_roles

#: What a verdict is asked about. A batch is of a program, all else of one location in it.
Subject = Batch | Payment | Recovery | TaxInvoice

#: The clock, where nobody acts: a statement that was imported says by itself what became of a payment.
CLOCK = "CLOCK"


def roles_of(user: Any | None, subject: Subject) -> frozenset[str]:
    """All capacities in which somebody may act on it, as they are now; None is the clock.

    Nobody has a vendor role on what is of their own company (R8).
    """
    if user is None:
        return frozenset({CLOCK})
    if isinstance(subject, Payment):
        return roles_at(user, subject.partner, subject.batch.program)
    if isinstance(subject, Recovery | TaxInvoice):
        return roles_on(user, subject.claim)
    return frozenset(vendor_roles(user, subject.program))


def roles_on(user: Any, claim: Claim) -> frozenset[str]:
    """The same for what is to be paid for a claim."""
    return roles_at(user, claim.partner, claim.program)


def may_pay(user: Any, program: Program) -> bool:
    """Whether the person is a payer of the program."""
    return VendorRole.PAYER in vendor_roles(user, program)


def may_set_terms(user: Any, program: Program) -> Verdict:
    """Managers and payers of a program say whose invoice its payments need."""
    if has_role(user, program, VendorRole.MANAGER, VendorRole.PAYER):
        return Verdict(True)
    return Verdict(False, _("Only managers and payers of this program may do this."), forbidden=True)
