"""`make bench`: every measurement, each in a process of its own; fails beyond a target."""

import subprocess
import sys

MEASUREMENTS = (
    "benchmarks.pages",
    "benchmarks.files",
    "benchmarks.bench",
    "benchmarks.upload",
    "benchmarks.scanning",
    "benchmarks.serving_files",
    "benchmarks.previews",
    "benchmarks.einvoices",
    "benchmarks.certification",
)


def main() -> int:
    """How many measurements missed a target."""
    return sum(subprocess.run([sys.executable, "-m", one], check=False).returncode for one in MEASUREMENTS)


if __name__ == "__main__":
    sys.exit(main())
