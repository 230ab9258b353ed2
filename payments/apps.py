from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PaymentsConfig(AppConfig):
    name = "payments"
    verbose_name = _("Payments")

    def ready(self) -> None:
        from funds.subjects import name_by
        from notifications.kinds import register
        from payments.duties import duties
        from payments.kinds import KINDS
        from payments.naming import names_of_payments, names_of_recoveries
        from programs.duties import say_by

        register(*KINDS)
        say_by(20, duties)
        name_by("payment", names_of_payments)
        name_by("payment_recovery", names_of_recoveries)
