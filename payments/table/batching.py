"""Batches (R17): one person makes one, another marks it as sent; neither approved its claims."""

from django.utils.translation import gettext_lazy as _

from lifecycle import Transition
from payments import guards
from payments.enums import BatchState
from programs.enums import VendorRole

S, R = BatchState, VendorRole

ROWS: tuple[Transition, ...] = (
    Transition(
        "make_batch",
        (S.MADE,),
        S.MADE,
        (R.PAYER,),
        _("Batch made: %(amount)s, number of payments: %(payments)s"),
    ),
    Transition(
        "take_file",
        (S.MADE, S.SENT),
        None,
        (R.PAYER,),
        _("File for the bank taken: %(name)s"),
    ),
    Transition(
        "mark_sent",
        (S.MADE,),
        S.SENT,
        (R.PAYER,),
        _("Marked as sent to the bank"),
        (guards.not_the_maker, guards.decided_none_of_it, guards.not_of_own_company),
    ),
    Transition(
        "withdraw_batch", (S.MADE,), S.WITHDRAWN, (R.PAYER,), _("Withdrawn before it was sent: %(reason)s")
    ),
)
