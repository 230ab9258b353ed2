"""Tax invoices (R17): the partner gives one, a payer accepts it or says why not; what was replaced stays."""

from django.utils.translation import gettext_lazy as _

from accounts.enums import PartnerRole
from lifecycle import Transition
from payments import guards
from payments.enums import TaxInvoiceState
from programs.enums import VendorRole

S = TaxInvoiceState
PARTNER = (PartnerRole.ADMIN, PartnerRole.USER)

ROWS: tuple[Transition, ...] = (
    Transition("give_invoice", (S.GIVEN,), S.GIVEN, PARTNER, _("Tax invoice %(number)s given")),
    Transition(
        "replace_invoice",
        (S.GIVEN, S.ACCEPTED),
        S.REPLACED,
        PARTNER,
        _("Tax invoice %(number)s replaced"),
        (guards.invoice_not_in_a_payment,),
    ),
    Transition(
        "accept_invoice",
        (S.GIVEN,),
        S.ACCEPTED,
        (VendorRole.PAYER,),
        _("Tax invoice %(number)s accepted"),
        (guards.not_own_invoice, guards.invoice_file_checked),
    ),
    Transition(
        "refuse_invoice",
        (S.GIVEN,),
        S.REFUSED,
        (VendorRole.PAYER,),
        _("Tax invoice %(number)s refused: %(words)s"),
        (guards.not_own_invoice,),
    ),
)
