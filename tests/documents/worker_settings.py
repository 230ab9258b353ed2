"""The portal's test settings for worker processes: files in the test's folder, a broker room of its own."""

import os
from pathlib import Path

from claims_portal.settings.test import *  # noqa: F403
from claims_portal.settings.test import CELERY_BROKER_URL as SHARED_BROKER

DOCUMENTS_FOLDER = Path(os.environ["TEST_FOLDER"])
CELERY_BROKER_URL = f"{SHARED_BROKER}?virtual_host={os.environ['TEST_BROKER_ROOM']}"
