"""`make faults`: all twelve, one after the other; ends with the number of those that failed.

`python -m faults --short 1 5` plays some of them, shortened.
"""

import argparse
import os
import sys

from faults.pace import FULL, SHORT, Pace
from faults.ports import free_port


def main() -> int:
    """Set the environment of a run of its own, then play."""
    parser = argparse.ArgumentParser(prog="python -m faults", description=__doc__)
    parser.add_argument(
        "faults", nargs="*", type=int, metavar="N", help="which of the twelve; by default all"
    )
    parser.add_argument("--short", action="store_true", help="fewer and shorter, on a quicker beat")
    asked = parser.parse_args()
    pace = SHORT if asked.short else FULL
    _environment(pace)
    import django

    django.setup()
    from faults import run

    return run.play(asked.faults, pace)


def _environment(pace: Pace) -> None:
    """Nothing of a demo or of the machine's services is used."""
    for name in ("DATABASE_URL", "REDIS_URL", "S3_BUCKET", "CLAMD_URL", "SCANNER"):
        os.environ.pop(name, None)
    os.environ |= {
        "DJANGO_SETTINGS_MODULE": "faults.settings",
        "VAR_DIR": os.path.join(os.environ.get("VAR_DIR", "var"), "faults"),
        "SMTP_HOST": "127.0.0.1",
        "SMTP_PORT": str(free_port()),
        "SMTP_TLS": "false",
        "LOG_LEVEL": "WARNING",
        "FAULTS_BEAT": str(pace.beat),
        "FAULTS_PAUSE": str(pace.pause),
    }


if __name__ == "__main__":
    sys.exit(main())
