from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PaymentsConfig(AppConfig):
    name = "payments"
    verbose_name = _("Payments")

    def ready(self) -> None:
        from claims.money_way import show_by
        from claims.retention import kept_for
        from funds.subjects import name_by
        from notifications.kinds import register
        from payments.duties import duties
        from payments.kinds import KINDS
        from payments.models import TaxInvoice
        from payments.naming import names_of_payments, names_of_recoveries
        from payments.parts import PARTS, SAYINGS
        from payments.way import way_of
        from programs import hub, told
        from programs.duties import say_by

        register(*KINDS)
        kept_for(TaxInvoice, "claim")
        show_by(way_of)
        name_by("payment", names_of_payments)
        name_by("payment_recovery", names_of_recoveries)
        hub.add(*PARTS)
        say_by(20, duties)
        for code, saying in SAYINGS.items():
            told.say(code, saying)
