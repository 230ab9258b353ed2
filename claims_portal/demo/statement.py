"""A bank statement to try: what the bank would say tomorrow of the payments that were sent."""

from decimal import Decimal

from django.conf import settings
from django.template.loader import render_to_string
from django.utils.translation import override

from claims_portal.demo.story import telling
from payments.enums import PaymentStage
from payments.models import Payment

#: Of an invented bank, where the demo names no account of its own.
IBAN = "DE02120300000000202051"
FEE = Decimal("4.90")


def to_try() -> bytes:
    """camt.053 (version 08): every payment on its way is booked, the last of them comes back; and the bank's fee."""
    sent = Payment.objects.filter(stage=PaymentStage.SENT, amount__gt=0).order_by("pk")
    payments = list(sent.select_related("partner"))
    context = {
        "day": telling.today(),
        "iban": settings.PAYER["iban"] or IBAN,
        "payments": payments,
        "back": payments[-1] if payments else None,
        "fee": FEE,
    }
    with override("en"):  # figures in XML know no language
        return render_to_string("demo/statement.xml", context).encode()
