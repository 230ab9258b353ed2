"""The web server's way in."""

import os
from pathlib import Path

from django.core.wsgi import get_wsgi_application

from claims_portal.env import ENV

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "claims_portal.settings.local")
if ENV.METRICS_FOLDER:
    # Prometheus' client looks for it when it is imported; several processes then count into one folder.
    Path(ENV.METRICS_FOLDER).mkdir(parents=True, exist_ok=True)
    os.environ["PROMETHEUS_MULTIPROC_DIR"] = ENV.METRICS_FOLDER

application = get_wsgi_application()
