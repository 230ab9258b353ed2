from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PortalConfig(AppConfig):
    name = "claims_portal"
    verbose_name = _("Co-op Claims Portal")

    def ready(self) -> None:
        # Whoever sends a task, the web server too, sends it through the broker of the settings.
        import claims_portal.celery  # noqa: F401
