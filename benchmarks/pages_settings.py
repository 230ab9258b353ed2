"""The portal's settings with one page more: a bare one to compare with."""

import os
from pathlib import Path

from claims_portal.settings.test import *

ROOT_URLCONF = "benchmarks.pages_urls"
DOCUMENTS_FOLDER = Path(os.environ.get("BENCH_FOLDER", "var/bench"))
EMAIL_BACKEND = "django.core.mail.backends.dummy.EmailBackend"
