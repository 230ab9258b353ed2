"""Reports over 1,000,000 claims of 4 programs' periods with the ledger's entries behind them, over HTTP.

One server as the demo runs it: p50 and p95 of each page, then the files; beside them what a worker needs to add up a
period anew, and `make reconcile` over all of it. `make bench-reports`, or `python -m benchmarks.reports`
"""

import os
import resource
import statistics
import sys
import tempfile
from collections.abc import Callable

from benchmarks.serving import get, serving, timed
from claims_portal import embedded

PORT = 8935
ROUNDS, WARM_UP = 20, 3
#: Seconds of a page, and MB by which reconciling may grow.
TARGET, MOST_GROWTH_MB = 2.0, 50

PAGES = {
    "claimed, approved, paid": "",
    "by usage period": "?by=period",
    "by activity": "?by=activity",
    "by country": "?by=country",
    "one program by activity": "?by=activity&program=COOP&country=DE",
    "use of funds": "funds/",
    "time to decisions, by country": "times/?by=country",
    "reasons for cuts": "reasons/",
    "claims behind a figure": "claims/?outcome=rejected&country=FR",
    "claims as CSV": "claims.csv",
    "claims as XLSX": "claims.xlsx",
}


def run() -> bool:
    """Measure, print, and say whether every target is met."""
    embedded.start(instance=embedded.TEST)
    with tempfile.TemporaryDirectory(prefix="bench-") as folder:
        os.environ["DJANGO_SETTINGS_MODULE"] = "benchmarks.pages_settings"
        os.environ["BENCH_FOLDER"] = folder
        import django

        django.setup()
        from benchmarks.reports_story import DATABASE, prepare

        session = prepare()
        met = [_added_up()]
        variables = {
            "DATABASE_URL": embedded.database_url(DATABASE, instance=embedded.TEST),
            "BENCH_FOLDER": folder,
        }
        with serving(PORT, "benchmarks.pages_settings", **variables):
            met += [_page(name, path, session) for name, path in PAGES.items()]
        met.append(_reconciled())
    return all(met)


def _added_up() -> bool:
    """Every period anew, as the worker does once a day: all of them, and the one that takes longest."""
    from claims.models import Claim
    from funds.models import FundEntry
    from lifecycle import clock
    from programs.models import UsagePeriod
    from reports.actions.summing import sum_up
    from reports.models import ClaimSums

    periods = list(UsagePeriod.objects.select_related("program"))
    took = [(timed(lambda one=one: sum_up(one, clock.now())), one) for one in periods]
    longest, period = max(took, key=lambda one: one[0])
    claims, entries = Claim.objects.filter(period=period), FundEntry.objects.filter(fund__period=period)
    print(
        f"{Claim.objects.count():,} claims and {FundEntry.objects.count():,} entries are {ClaimSums.objects.count():,} "
        f"prepared sums; all {len(took)} periods anew: {sum(one for one, _period in took):.1f} s, the largest "
        f"({claims.count():,} claims, {entries.count():,} entries): {longest:.1f} s",
        flush=True,
    )
    return True


def _page(name: str, path: str, session: str) -> bool:
    def ask() -> bytes:
        return get(PORT, f"/reports/{path}", session)

    for _ in range(WARM_UP):
        ask()
    times = [timed(ask) for _ in range(ROUNDS)]
    late = "" if statistics.median(times) <= TARGET else "  BEYOND"
    p95 = statistics.quantiles(times, n=20)[-1]
    print(f"{name:34} p50 {statistics.median(times):5.2f} s, p95 {p95:5.2f} s{late}", flush=True)
    return not late


def _reconciled() -> bool:
    """Seconds and memory of comparing everything; whatever differs would be a fault of this measurement."""
    from reports import reconciling

    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss

    def compare() -> int:
        with reconciling.one_moment():
            rows = [row for check in reconciling.CHECKS for row in reconciling.compared(check)]
        return sum(row.differing for row in rows)

    seconds, differing = _and_result(compare)
    grown = (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) / 1024
    late = "" if grown <= MOST_GROWTH_MB and not differing else "  BEYOND"
    print(
        f"{'reconcile':34} {seconds:.1f} s, memory +{grown:.0f} MB, {differing} sums differ{late}", flush=True
    )
    return not late


def _and_result(act: Callable[[], int]) -> tuple[float, int]:
    found: list[int] = []
    seconds = timed(lambda: found.append(act()))
    return seconds, found[0]


if __name__ == "__main__":
    print(f"Reports over 1,000,000 claims (target {TARGET:.0f} s a page)")
    sys.exit(not run())
