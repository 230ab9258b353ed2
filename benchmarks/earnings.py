"""An import of 100,000 earnings against a plain COPY of the same file plus its parse.

The import is all of it: the file read by its child, every row understood and written down, what it would do worked
out, confirmed, and every row applied through the ledger with its entry. The bare way parses the CSV and copies its
cells into a table without keys. Memory is the largest of this process beyond what it was after a small import; the
child that reads the file has a limit of its own. `make bench-earnings`, or `python -m benchmarks.earnings`
"""

import csv
import io
import os
import resource
import sys
from typing import Any

from benchmarks.serving import timed
from claims_portal import embedded

FEW, MEGABYTES = 2_000, 150
BARE = "CREATE TEMP TABLE bench_bare (a text, b text, c numeric(19,4), d text, e text, f text, g text)"


def run() -> bool:
    """Measure, print, and say whether the target is met."""
    embedded.start(instance=embedded.TEST)
    os.environ["DJANGO_SETTINGS_MODULE"] = "benchmarks.pages_settings"
    import django

    django.setup()
    from benchmarks.earnings_story import ROWS, prepare, series, sheet

    story = prepare()
    _import(story, sheet(story["period"].code, FEW, series()), FEW)
    before = _largest()
    content = sheet(story["period"].code, ROWS, series())
    checked, confirmed, applied = _import(story, content, ROWS)
    grown = (_largest() - before) / 1024
    bare = timed(lambda: _bare(content))
    whole = checked + confirmed + applied
    print(
        f"Import of {ROWS:,} rows: checked in {checked:.1f} s, confirmed in {confirmed:.1f} s, applied in "
        f"{applied:.1f} s; {whole / bare:.1f} × a parse and COPY of the same file ({bare:.2f} s); "
        f"memory +{grown:.0f} MB (target {MEGABYTES})"
    )
    return grown <= MEGABYTES


def _largest() -> int:
    """The most memory this process ever had, in kB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss


def _import(story: dict[str, Any], content: bytes, rows: int) -> tuple[float, float, float]:
    """Seconds of the dry run, of the yes, and of applying. Raises RuntimeError where a row is missing."""
    from funds.actions import applying, importing
    from funds.models import FundEntry

    there = FundEntry.objects.filter(earning_row__isnull=False).count()
    imported = importing.receive(story["program"], content, "bench.csv", "en", user=story["paula"])
    checked = timed(lambda: _work(importing.CHECK))
    confirmed = timed(lambda: applying.confirm(imported.pk, user=story["pia"]))
    applied = timed(lambda: _work(applying.APPLY))
    imported.refresh_from_db()
    written = FundEntry.objects.filter(earning_row__isnull=False).count() - there
    # A negative amount that finds nothing left becomes a recovery and no entry.
    alone = imported.rows.filter(entry=None, recovery__isnull=False).count()
    if imported.state != "APPLIED" or written + alone != rows:
        raise RuntimeError(f"{imported.state}: {written} entries and {alone} recoveries, not {rows}")
    return checked, confirmed, applied


def _work(task: str) -> None:
    """What the workers do of this kind, one job after the other."""
    from funds import tasks
    from lifecycle import clock
    from outbox.models import Job

    bodies = {"funds.check_earnings": tasks.check_earnings, "funds.apply_earnings": tasks.apply_earnings}
    while job := Job.objects.filter(task=task, done_at=None).first():
        bodies[task].body(at=clock.now(), **job.ids)
        Job.objects.filter(pk=job.pk).update(done_at=clock.now())


def _bare(content: bytes) -> None:
    """Parse and COPY, nothing else."""
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute(BARE)
        rows = csv.reader(io.StringIO(content.decode(), newline=""))
        next(rows)
        with cursor.copy("COPY bench_bare FROM STDIN") as copy:
            for row in rows:
                copy.write_row(row)


if __name__ == "__main__":
    sys.exit(not run())
