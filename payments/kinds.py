"""What the portal writes to people about payments; the words stand in templates/emails/."""

from django.utils.translation import gettext_lazy as _

from notifications.enums import Group
from notifications.kinds import Kind

KINDS = (
    Kind("payment_expected", _("A payment was sent to the bank"), optional=True),
    Kind("payment_paid", _("A payment was made"), must_arrive=True),
    Kind("payment_failed", _("A payment did not arrive"), must_arrive=True),
    Kind("payment_returned", _("A payment came back"), must_arrive=True),
    Kind("payment_on_hold", _("A payment is on hold"), must_arrive=True),
    Kind("recovery_announced", _("Money has to come back"), must_arrive=True),
    Kind("recovery_settled", _("Nothing has to come back any more"), must_arrive=True),
    Kind("statement_unmatched", _("Entries of a bank statement match no payment"), group=Group.WORK),
    Kind(
        "payment_unknown",
        _("Nobody knows what became of a payment"),
        office_hours=True,
        group=Group.WORK,
    ),
    Kind(
        "entries_wait",
        _("Entries of bank statements wait to be looked at"),
        optional=True,
        office_hours=True,
        group=Group.WORK,
    ),
    Kind("tax_invoice_wanted", _("A tax invoice is needed for a payment"), must_arrive=True),
    Kind("tax_invoice_judged", _("A tax invoice was checked"), must_arrive=True),
)
