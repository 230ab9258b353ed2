"""An e-invoice read by us against the libraries alone, over all the real samples, in turns in one run; medians.

Twice: the reading itself in one process, and the whole job as the worker does it (storage, hash, a limited
child, the row) against the libraries in a process of their own. Alone they are factur-x as it comes, for the
XML inside, and pypdfium2, for the text of the pages. `python -m benchmarks.einvoices`
"""

import os
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Callable
from functools import partial
from io import BytesIO
from pathlib import Path

from benchmarks.einvoices_bare import alone
from benchmarks.serving import ROOT, timed
from claims_portal import embedded
from documents.einvoices import pdf

SAMPLES = ROOT.parent / "shared" / "data" / "einvoices"
ROUNDS = 7
TARGET = 3
DATABASE = "test_bench_einvoices"


def run() -> bool:
    """Measure, print, and say whether the target is met."""
    files = sorted(SAMPLES.glob("*.pdf"))
    if not files:
        print(f"reading an e-invoice: no samples in {SAMPLES}")
        return False
    ratios = {"reading an e-invoice": _reading(files), "the job of reading one": _job(files)}
    for what, (ours, bare) in ratios.items():
        print(
            f"{what}: {ours / bare:.2f} × the libraries alone (target {TARGET} ×; "
            f"{ours * 1000:.0f} and {bare * 1000:.0f} ms, medians of {ROUNDS * len(files)})"
        )
    return all(ours / bare <= TARGET for ours, bare in ratios.values())


def _in_turns(files: list[Path], ours: Callable[[Path], object], bare: Callable[[Path], object]) -> tuple:
    """Medians of both, each file in turns, after one round that is not counted."""
    pairs = [
        (timed(partial(ours, file)), timed(partial(bare, file)))
        for _round in range(ROUNDS + 1)
        for file in files
    ]
    return tuple(statistics.median(times) for times in zip(*pairs[len(files) :], strict=True))


def _reading(files: list[Path]) -> tuple[float, float]:
    data = {file: file.read_bytes() for file in files}
    return _in_turns(files, lambda file: pdf.read(BytesIO(data[file])), lambda file: alone(data[file]))


def _job(files: list[Path]) -> tuple[float, float]:
    embedded.start(instance=embedded.TEST)
    with tempfile.TemporaryDirectory(dir=ROOT / "var", prefix="bench-") as folder:
        os.environ["DJANGO_SETTINGS_MODULE"] = "benchmarks.pages_settings"
        os.environ["BENCH_FOLDER"] = folder
        import django

        django.setup()
        from benchmarks.einvoices_story import prepare, read

        waiting = prepare(DATABASE, dict.fromkeys(files, ROUNDS + 1))
        return _in_turns(files, lambda file: read(next(waiting[file])), _own_process)


def _own_process(file: Path) -> None:
    subprocess.run([sys.executable, "-m", "benchmarks.einvoices_bare", str(file)], cwd=ROOT, check=True)


if __name__ == "__main__":
    sys.exit(not run())
