"""Six of the twelve faults, shortened, on processes of their own; `make faults` plays all of them at length."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from faults.sampler import GRACE_SECONDS, Sample, Sampler, Span

ROOT = Path(__file__).resolve().parents[2]
PLAYED = (1, 2, 3, 5, 9, 12)
SECONDS = 540


@pytest.fixture(scope="module")
def folder(tmp_path_factory) -> Path:
    return tmp_path_factory.mktemp("faults")


@pytest.fixture(scope="module")
def said(folder) -> list[str]:
    """What a run said, line by line."""
    command = [sys.executable, "-m", "faults", "--short", *map(str, PLAYED)]
    environment = os.environ | {"VAR_DIR": str(folder)}
    output, errors = folder / "said.txt", folder / "errors.txt"
    with output.open("w") as told, errors.open("w") as wrong:
        run = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=told, stderr=wrong)
        try:
            run.wait(SECONDS)
        finally:
            run.terminate()  # it takes down all that it started
            run.wait(60)
    assert output.read_text(), errors.read_text()
    return output.read_text().splitlines()


@pytest.mark.alone
@pytest.mark.parametrize("number", PLAYED)
def test_it_is_survived(said, number):
    (line,) = [line for line in said if line.startswith(f"{number:2} ")]
    assert line.split()[1] == "passed", line


@pytest.mark.alone
def test_nothing_of_the_run_is_left(said, folder):
    assert said[-1].endswith("faults passed.")
    mine = f"VAR_DIR={folder}".encode()
    left = []
    for process in Path("/proc").glob("[0-9]*"):
        try:
            if any(word.startswith(mine) for word in (process / "environ").read_bytes().split(b"\0")):
                left.append((process / "cmdline").read_text().replace("\0", " "))
        except OSError:
            continue
    assert left == []
    assert not (folder / "faults").exists()


def told(at: float, away: set[str] | None, *spans: Span) -> list[str]:
    """What the sampler holds against one answer of /readyz."""
    sampler = Sampler(0)
    sampler.spans = list(spans)
    sampler.samples = [Sample(at, at + 0.1, None if away is None else frozenset(away))]
    return sampler.lies()


def span(*away: str, also: str = "") -> Span:
    """From second 100 to 120."""
    return Span(frozenset(away), frozenset(also.split()), 100.0, 120.0)


def test_an_alarm_for_nothing_is_a_lie():
    assert told(50, set()) == []
    assert told(50, {"broker"}) == ["/readyz said that broker was away"]
    assert told(50, {"broker"}, span("broker")) == ["/readyz said that broker was away"]
    assert told(50, None) == ["/readyz did not answer"]


def test_while_a_service_is_away_it_has_to_be_told():
    assert told(110, {"broker"}, span("broker")) == []
    assert told(110, set(), span("broker")) == ["/readyz did not say that broker was away"]
    assert told(110, {"broker", "database"}, span("broker")) == ["/readyz said that database was away"]
    assert told(110, {"broker", "clock"}, span("broker", also="clock")) == []
    assert told(110, None, span("web")) == []


def test_just_after_it_went_or_came_either_answer_is_true():
    for at in (101, 120, 119 + GRACE_SECONDS):
        assert told(at, set(), span("broker")) == []
        assert told(at, {"broker"}, span("broker")) == []
