"""The demo's settings with mails over SMTP, the fault points, and a beat as quick as the run wants it."""

import os

from claims_portal.settings.local import *
from claims_portal.settings.local import CELERY_BEAT_SCHEDULE, INSTALLED_APPS

INSTALLED_APPS = [*INSTALLED_APPS, "faults"]
#: Seconds between two tries of a job; 0: as in production.
FAULTS_PAUSE = float(os.environ.get("FAULTS_PAUSE", "0"))
#: Seconds between two ticks of each kind; 0: as in production.
FAULTS_BEAT = float(os.environ.get("FAULTS_BEAT", "0"))

if FAULTS_BEAT:
    CELERY_BEAT_SCHEDULE = {
        name: entry | {"schedule": min(FAULTS_BEAT, entry["schedule"])}
        for name, entry in CELERY_BEAT_SCHEDULE.items()
    }
    CELERY_BEAT_MAX_LOOP_INTERVAL = FAULTS_BEAT
