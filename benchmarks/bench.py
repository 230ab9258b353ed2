"""The reviewer's bench over HTTP, against the bare page of `benchmarks.pages` and against a bare view of its claim.

The bare page signs the person in and draws the layout around nothing; the bare view reads and lists the claim's rows
and judges nothing. A claim of a usual size is held to the target against both, the largest one there can be against
the bare view alone. In turns in one run; medians and the slowest of twenty. `python -m benchmarks.bench`
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
USUAL, MOST = 4, 40
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

        story = files_story.prepare(DATABASE, (USUAL, MOST))
        address = embedded.database_url(DATABASE, instance=embedded.TEST)
        with serving(PORT, "benchmarks.pages_settings", DATABASE_URL=address, BENCH_FOLDER=folder):
            met = [_ratios(files, claim, story.sessions["rita"]) for files, claim in story.claims.items()]
    return all(met)


def _ratios(files: int, claim: str, session: str) -> bool:
    """Of the bench of one claim to the page and to the view."""
    paths = ("/bare/", f"/bare/{claim}/", f"/queue/{claim}/")
    for _ in range(WARM_UP):
        _turn(paths, session)
    page, view, bench = zip(*(_turn(paths, session) for _ in range(ROUNDS)), strict=True)
    return all(
        [
            _ratio(f"bench with {files} files", bench, "page", page, TARGET if files == USUAL else None),
            _ratio(f"bench with {files} files", bench, "view", view, TARGET),
        ]
    )


def _turn(paths: tuple[str, ...], session: str) -> list[float]:
    """Seconds each took, one after the other."""
    return [timed(lambda path=path: get(PORT, path, session)) for path in paths]


def _ratio(
    name: str, times: tuple[float, ...], what: str, bare: tuple[float, ...], target: float | None
) -> bool:
    ratio = statistics.median(times) / statistics.median(bare)
    aim = f"target {target:g} ×" if target else "no target"
    print(
        f"{name}: {ratio:.2f} × the bare {what} ({aim}; p50 {_p50(times):.0f} and {_p50(bare):.0f} ms, "
        f"p95 {_p95(times):.0f} and {_p95(bare):.0f} ms)"
    )
    return target is None or ratio <= target


def _p50(times: tuple[float, ...]) -> float:
    return statistics.median(times) * 1000


def _p95(times: tuple[float, ...]) -> float:
    return statistics.quantiles(times, n=20)[-1] * 1000


if __name__ == "__main__":
    sys.exit(not run())
