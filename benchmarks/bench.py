"""The reviewer's bench over HTTP against a bare view of the same claim: its rows read and listed, nothing judged.

In turns in one run; medians and the slowest of twenty. `python -m benchmarks.bench`
"""

import os
import statistics
import sys
import tempfile

from benchmarks.serving import get, serving, timed
from claims_portal import embedded

PORT = 8923
ROUNDS = 40
WARM_UP = 8
DATABASE = "test_bench_bench"
FILES = (4, 40)
TARGET = 3.0


def run() -> bool:
    """Measure, print, and say whether every target is met."""
    embedded.start(instance=embedded.TEST)
    with tempfile.TemporaryDirectory(prefix="bench-") as folder:
        os.environ["DJANGO_SETTINGS_MODULE"] = "benchmarks.pages_settings"
        os.environ["BENCH_FOLDER"] = folder
        import django

        django.setup()
        from benchmarks import files_story

        story = files_story.prepare(DATABASE, FILES)
        address = embedded.database_url(DATABASE, instance=embedded.TEST)
        with serving(PORT, "benchmarks.pages_settings", DATABASE_URL=address, BENCH_FOLDER=folder):
            met = [_ratio(number, claim, story.sessions["rita"]) for number, claim in story.claims.items()]
    return all(met)


def _ratio(files: int, claim: str, session: str) -> bool:
    bare, bench = f"/bare/{claim}/", f"/queue/{claim}/"
    for _ in range(WARM_UP):
        get(PORT, bare, session)
        get(PORT, bench, session)
    pairs = [
        (timed(lambda: get(PORT, bare, session)), timed(lambda: get(PORT, bench, session)))
        for _ in range(ROUNDS)
    ]
    plain, full = (statistics.median(times) for times in zip(*pairs, strict=True))
    slowest, slow = (statistics.quantiles(times, n=20)[-1] for times in zip(*pairs, strict=True))
    print(
        f"bench with {files} files: {full / plain:.2f} × the bare view (target {TARGET:g} ×; "
        f"p50 {full * 1000:.0f} and {plain * 1000:.0f} ms, p95 {slow * 1000:.0f} and {slowest * 1000:.0f} ms)"
    )
    return full / plain <= TARGET


if __name__ == "__main__":
    sys.exit(not run())
