"""Pages of a claim with 40 files against the same pages of one with 4, over HTTP: time and number of queries.

In turns in one run; medians. `python -m benchmarks.files`
"""

import os
import statistics
import sys
import tempfile

from benchmarks.serving import get, serving, timed
from claims_portal import embedded

PORT = 8921
ROUNDS = 40
WARM_UP = 8
DATABASE = "test_bench_files"
FEW, MANY = 4, 40
TARGET = 2.0
#: Who looks, and at which page of the claim.
PAGES = {
    "the bench": ("rita", "/queue/{}/"),
    "the partner's claim": ("anna", "/claims/{}/"),
}


def run() -> bool:
    """Measure, print, and say whether every target is met."""
    embedded.start(instance=embedded.TEST)
    with tempfile.TemporaryDirectory(prefix="bench-") as folder:
        os.environ["DJANGO_SETTINGS_MODULE"] = "benchmarks.pages_settings"
        os.environ["BENCH_FOLDER"] = folder
        import django

        django.setup()
        from benchmarks import files_story

        story = files_story.prepare(DATABASE, (FEW, MANY))
        address = embedded.database_url(DATABASE, instance=embedded.TEST)
        with serving(PORT, "benchmarks.pages_settings", DATABASE_URL=address, BENCH_FOLDER=folder):
            met = [
                _ratio(name, story.sessions[who], path, story.claims) for name, (who, path) in PAGES.items()
            ]
    return all(met)


def _ratio(name: str, session: str, path: str, claims: dict[int, str]) -> bool:
    few, many = (path.format(claims[number]) for number in (FEW, MANY))
    for _ in range(WARM_UP):
        get(PORT, few, session)
        get(PORT, many, session)
    pairs = [
        (timed(lambda: get(PORT, few, session)), timed(lambda: get(PORT, many, session)))
        for _ in range(ROUNDS)
    ]
    short, long = (statistics.median(times) for times in zip(*pairs, strict=True))
    print(
        f"{name} with {MANY} files: {long / short:.2f} × of {FEW} "
        f"(target {TARGET} ×; {long * 1000:.0f} and {short * 1000:.0f} ms)"
    )
    return long / short <= TARGET


if __name__ == "__main__":
    sys.exit(not run())
