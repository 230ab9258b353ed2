"""The PDF of a certification as the worker writes it, against WeasyPrint alone on the same HTML.

Ours reads the rows, fills the template, attaches the data, lets nothing be fetched, and stores the file for good.
Alone is `HTML(string=…).write_pdf()` of the same PDF variant with the HTML at hand. In turns in one process; medians.
`python -m benchmarks.certification`
"""

import os
import statistics
import sys
import tempfile
from functools import partial

from benchmarks.serving import ROOT, timed
from claims_portal import embedded

ROUNDS = 15
TARGET = 1.2
DATABASE = "test_bench_certification"


def run() -> bool:
    """Measure, print, and say whether the target is met."""
    embedded.start(instance=embedded.TEST)
    with tempfile.TemporaryDirectory(dir=ROOT / "var", prefix="bench-") as folder:
        os.environ["DJANGO_SETTINGS_MODULE"] = "benchmarks.pages_settings"
        os.environ["BENCH_FOLDER"] = folder
        import django

        django.setup()
        ours, bare = _measured()
    print(
        f"PDF of a certification: {ours / bare:.2f} × WeasyPrint alone "
        f"(target {TARGET} ×; {ours * 1000:.0f} and {bare * 1000:.0f} ms, medians of {ROUNDS})"
    )
    return ours / bare <= TARGET


def _measured() -> tuple[float, float]:
    from weasyprint import HTML

    from benchmarks.certification_story import html_of, prepare, write

    first, second, *signed = prepare(DATABASE, ROUNDS + 2)
    html = html_of(first)

    def alone() -> None:
        HTML(string=html).write_pdf(pdf_variant="pdf/a-3a")

    write(second)
    alone()
    pairs = [(timed(partial(write, one)), timed(alone)) for one in signed]
    ours, bare = (statistics.median(times) for times in zip(*pairs, strict=True))
    return ours, bare


if __name__ == "__main__":
    sys.exit(not run())
