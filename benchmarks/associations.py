"""Lists and queue of 100,000 customer associations against 2,000, 1,000 open in both, over HTTP; and their export.

Two servers as the demo runs them, one for each size, asked in turns in one run: for each page p50 and p95 of both,
and the ratio of the p50s; then what the larger one's worker grows by while it exports every row.
`make bench-associations`, or `python -m benchmarks.associations`
"""

import os
import subprocess
import sys
import tempfile
from contextlib import ExitStack
from functools import partial
from pathlib import Path

from benchmarks.associations_story import SIZES, name_of, prepare
from benchmarks.queue import TARGET, ratio
from benchmarks.serving import get, serving, timed
from claims_portal import embedded

PORTS = (8933, 8934)
MOST_GROWTH_MB = 100

#: Pages by what they are: the person, and the address.
PAGES = {
    "list": ("anna", "/associations/"),
    "list, approved": ("anna", "/associations/?state=APPROVED"),
    "list, one engagement": ("anna", "/associations/?engagement=REVENUE"),
    "list, by span": ("anna", "/associations/?sort=approved_at"),
    "list, by submission": ("anna", "/associations/?sort=submitted_at"),
    "list, a word of every customer": ("anna", "/associations/?text=kunde"),
    "list, a word of every fifth": ("anna", "/associations/?text=brauerei"),
    "list, one customer": ("anna", "/associations/?text=klinik+712"),
    "list, a domain": ("anna", "/associations/?text=kunde777.example"),
    "list, nothing is found": ("anna", "/associations/?text=nowhere"),
    "list, a word and a state": ("anna", "/associations/?text=brauerei&state=REJECTED"),
    "queue": ("rita", "/queue/associations/"),
    "queue, approved": ("rita", "/queue/associations/?state=APPROVED"),
    "queue, one program": ("rita", "/queue/associations/?program=COOP"),
    "queue, a number": ("rita", "/queue/associations/?q=CPOR-2026-001990&state=APPROVED"),
    "queue, a partner's name": ("rita", "/queue/associations/?q=Systemhaus+77"),
    "queue, nothing is found": ("rita", "/queue/associations/?q=nowhere&state=APPROVED"),
}


def run() -> bool:
    """Measure, print, and say whether every target is met."""
    embedded.start(instance=embedded.TEST)
    with tempfile.TemporaryDirectory(prefix="bench-") as folder, ExitStack() as servers:
        os.environ["DJANGO_SETTINGS_MODULE"] = "benchmarks.pages_settings"
        os.environ["BENCH_FOLDER"] = folder
        import django

        django.setup()
        sides = []
        for port, size in zip(PORTS, SIZES, strict=True):
            sessions = prepare(size)
            address = embedded.database_url(name_of(size), instance=embedded.TEST)
            variables = {"DATABASE_URL": address, "BENCH_FOLDER": folder}
            server = servers.enter_context(serving(port, "benchmarks.pages_settings", **variables))
            sides.append((port, sessions, server))
        met = [
            ratio(name, [partial(get, port, path, sessions[who]) for port, sessions, _server in sides])
            for name, (who, path) in PAGES.items()
        ]
        port, sessions, server = sides[-1]
        met += [_export(kind, port, sessions["anna"], server) for kind in ("csv", "xlsx")]
    return all(met)


def _export(kind: str, port: int, session: str, server: subprocess.Popen) -> bool:
    path = f"/associations/export.{kind}"
    get(port, f"{path}?text=nowhere", session)  # what it needs is loaded
    worker = Path(f"/proc/{server.pid}/task/{server.pid}/children").read_text().split()[0]
    Path(f"/proc/{worker}/clear_refs").write_text("5")  # the peak is counted anew
    before, sizes = _memory(worker, "VmRSS"), []
    seconds = timed(lambda: sizes.append(len(get(port, path, session))))
    growth = _memory(worker, "VmHWM") - before
    late = "" if growth <= MOST_GROWTH_MB else "  BEYOND"
    print(
        f"{f'export as {kind}':34} {growth:5.0f} MB growth, {sizes[0] / 1e6:.1f} MB in {seconds:.0f} s{late}",
        flush=True,
    )
    return growth <= MOST_GROWTH_MB


def _memory(pid: str, name: str) -> float:
    """A figure of the process, in MB."""
    lines = Path(f"/proc/{pid}/status").read_text().splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith(f"{name}:")) / 1024


if __name__ == "__main__":
    print(f"Associations at {SIZES[1]:,} against {SIZES[0]:,} (target {TARGET} ×, {MOST_GROWTH_MB} MB)")
    sys.exit(not run())
