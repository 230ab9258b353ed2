"""Start and stop the embedded services by hand."""

import argparse
import sys

from claims_portal import embedded


def main() -> int:
    """One of four verbs; says what it did. Returns the exit status."""
    parser = argparse.ArgumentParser(prog="python -m claims_portal.embedded", description=__doc__)
    parser.add_argument("verb", choices=["start", "stop", "status", "remove"])
    parser.add_argument("--instance", default=embedded.DEMO, choices=[embedded.DEMO, embedded.TEST])
    asked = parser.parse_args()
    try:
        return VERBS[asked.verb](asked.instance)
    except embedded.EmbeddedError as error:
        print(error, file=sys.stderr)
        return 1


def _start(instance: str) -> int:
    started = embedded.start(instance)
    print(f"{'Started' if started else 'Already running'}: {embedded.database_url(instance=instance)}")
    return 0


def _stop(instance: str) -> int:
    print("Stopped." if embedded.stop(instance) else "Nothing was running.")
    return 0


def _status(instance: str) -> int:
    states = embedded.status(instance)
    for service, answers in states.items():
        print(f"{service}: {'running' if answers else 'not running'}")
    return 0 if all(states.values()) else 3


def _remove(instance: str) -> int:
    embedded.remove(instance)
    print(f"The data of the instance “{instance}” is gone.")
    return 0


VERBS = {"start": _start, "stop": _stop, "status": _status, "remove": _remove}

if __name__ == "__main__":
    sys.exit(main())
