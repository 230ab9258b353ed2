"""The portal's settings with the one page of `serving_urls`, storing into the measurement's own folder."""

import os
from pathlib import Path

from claims_portal.settings.test import *

ROOT_URLCONF = "benchmarks.serving_urls"
DOCUMENTS_FOLDER = Path(os.environ["BENCH_FOLDER"])
