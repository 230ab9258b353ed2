from django.apps import AppConfig
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.utils.translation import gettext_lazy as _

from claims_portal.celery import app as celery_app

__all__ = ["PortalConfig", "celery_app"]


class PortalConfig(AppConfig):
    # With it the Celery app exists in every process, so a request publishes to the right broker.
    name = "claims_portal"
    verbose_name = _("Co-op Claims Portal")

    def ready(self) -> None:
        # Whatever was built upon production's settings: no process of it begins with the demo's freedoms.
        if settings.PRODUCTION and (settings.DEMO or settings.CLOCK_MAY_SHIFT):
            raise ImproperlyConfigured("DEMO and CLOCK_MAY_SHIFT must be off in production.")
        from claims_portal.sent.part import SENT
        from programs import hub

        hub.add(SENT)
