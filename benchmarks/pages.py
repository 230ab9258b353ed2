"""Home, claim and queue over HTTP, against a bare page of the same server for the same person.

The bare page signs the person in and draws the layout around nothing, so the ratio says what
the page itself costs. In turns in one run; medians. `python -m benchmarks.pages`
"""

import os
import statistics
import sys
import tempfile

from benchmarks.serving import get, serving, timed
from claims_portal import embedded

PORT = 8918
ROUNDS = 60
WARM_UP = 10
DATABASE = "test_bench_pages"
TARGET = 3.0


def run() -> bool:
    """Measure, print, and say whether every target is met."""
    embedded.start(instance=embedded.TEST)
    with tempfile.TemporaryDirectory(prefix="bench-") as folder:
        os.environ["DJANGO_SETTINGS_MODULE"] = "benchmarks.pages_settings"
        os.environ["BENCH_FOLDER"] = folder
        import django

        django.setup()
        from benchmarks import pages_story

        sessions, claim = pages_story.prepare(DATABASE)
        address = embedded.database_url(DATABASE, instance=embedded.TEST)
        with serving(PORT, "benchmarks.pages_settings", DATABASE_URL=address, BENCH_FOLDER=folder):
            ratios = [
                _ratio("home", "/", sessions["anna"], None),
                _ratio("claim", f"/claims/{claim}/", sessions["anna"], TARGET),
                _ratio("queue of 25 rows", "/queue/", sessions["rita"], TARGET),
            ]
    return all(ratios)


def _ratio(name: str, path: str, session: str, target: float | None) -> bool:
    for _ in range(WARM_UP):
        get(PORT, "/bare/", session)
        get(PORT, path, session)
    pairs = [
        (timed(lambda: get(PORT, "/bare/", session)), timed(lambda: get(PORT, path, session)))
        for _ in range(ROUNDS)
    ]
    bare, page = (statistics.median(times) for times in zip(*pairs, strict=True))
    aim = f"target {target:g} ×" if target else "no target"
    print(f"{name}: {page / bare:.2f} × the bare page ({aim}; {page * 1000:.0f} and {bare * 1000:.0f} ms)")
    return target is None or page / bare <= target


if __name__ == "__main__":
    sys.exit(not run())
