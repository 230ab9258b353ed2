"""The preview of a 20-page PDF as the worker makes it, against pypdfium2 alone doing the same drawing.

Both start a process of their own, in turns in one run; medians. Ours reads the file from storage,
compares its hash, draws it under limits, stores 21 pictures for good, and writes the rows.
`python -m benchmarks.previews`
"""

import os
import secrets
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path

from benchmarks.serving import ROOT, timed
from claims_portal import embedded

PAGES = 20
ROUNDS = 11
TARGET = 1.3
DATABASE = "test_bench_previews"
SENTENCE = "Die Veranstaltung fand wie geplant statt und wurde von unseren Kunden sehr gut angenommen. "


def run() -> bool:
    """Measure, print, and say whether the target is met."""
    embedded.start(instance=embedded.TEST)
    with tempfile.TemporaryDirectory(dir=ROOT / "var", prefix="bench-") as folder:
        os.environ["DJANGO_SETTINGS_MODULE"] = "benchmarks.pages_settings"
        os.environ["BENCH_FOLDER"] = folder
        import django

        django.setup()
        ours, bare = _measured(Path(folder))
    print(
        f"preview of {PAGES} pages: {ours / bare:.2f} × pypdfium2 alone "
        f"(target {TARGET} ×; {ours * 1000:.0f} and {bare * 1000:.0f} ms, medians of {ROUNDS})"
    )
    return ours / bare <= TARGET


def _measured(folder: Path) -> tuple[float, float]:
    from benchmarks.previews_story import make, prepare

    data = _pdf()
    source = folder / "source.pdf"
    source.write_bytes(data)
    documents = iter(prepare(DATABASE, data, ROUNDS + 1))
    make(next(documents), PAGES)
    _bare(source, folder)
    pairs = [
        (timed(lambda: make(next(documents), PAGES)), timed(lambda: _bare(source, folder)))
        for _round in range(ROUNDS)
    ]
    ours, bare = (statistics.median(times) for times in zip(*pairs, strict=True))
    return ours, bare


def _bare(source: Path, folder: Path) -> None:
    target = folder / secrets.token_hex(8)
    target.mkdir()
    command = [sys.executable, "-m", "benchmarks.previews_bare", str(source), str(target)]
    subprocess.run(command, cwd=ROOT, check=True)


def _pdf() -> bytes:
    """A report with a heading, text and a table on each page."""
    from weasyprint import HTML

    rows = "".join(f"<tr><td>Position {number}<td>{number * 37},00 EUR" for number in range(12))
    page = f"<section style='break-after: page'><h1>Bericht</h1><p>{SENTENCE * 12}</p><table>{rows}</table></section>"
    return HTML(string=f"<html lang='de'><title>Bericht</title>{page * PAGES}</html>").write_pdf()


if __name__ == "__main__":
    sys.exit(not run())
