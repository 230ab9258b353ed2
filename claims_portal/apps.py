from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from claims_portal.celery import app as celery_app

__all__ = ["PortalConfig", "celery_app"]


class PortalConfig(AppConfig):
    # With it the Celery app exists in every process, so a request publishes to the right broker.
    name = "claims_portal"
    verbose_name = _("Co-op Claims Portal")
