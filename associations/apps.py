from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AssociationsConfig(AppConfig):
    name = "associations"
    verbose_name = _("Customer associations")

    def ready(self) -> None:
        from associations.kinds import KINDS
        from notifications.kinds import register

        register(*KINDS)
