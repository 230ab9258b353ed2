"""The workers. Beat is a mere tick: what is due is computed from the database by the tasks themselves."""

import os

from celery import Celery

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "claims_portal.settings.local")

app = Celery("claims_portal")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()
