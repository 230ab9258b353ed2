"""Children are kept running, and ended together."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from claims_portal.embedded.processes import command_of, wait_until
from claims_portal.supervisor import AskedToStop, Child, Refused, StopSignals, one_run

ROOT = Path(__file__).resolve().parents[2]


def child(tmp_path, program: str) -> Child:
    return Child("worker", [sys.executable, "-c", program], tmp_path / "log" / "worker.log", dict(os.environ))


def test_a_child_that_ends_again_and_again_is_given_up_with_its_last_words(tmp_path):
    failing = child(tmp_path, "print('no broker here'); raise SystemExit(3)")
    failing.start()

    def end_and_restart():
        for _ in range(10):
            assert wait_until(lambda: failing.ended() is not None, 10)
            failing.restart()

    with pytest.raises(Refused, match=r"worker ends again and again(.|\n)*no broker here"):
        end_and_restart()


def test_stopping_lets_a_child_finish(tmp_path):
    done = tmp_path / "done"
    polite = child(
        tmp_path,
        "import signal, time, pathlib\n"
        f"def finish(*_): pathlib.Path({str(done)!r}).write_text('yes'); raise SystemExit\n"
        "signal.signal(signal.SIGTERM, finish); print('up', flush=True); time.sleep(60)",
    )
    polite.start()
    assert wait_until(lambda: "up" in polite.last_words(), 10)
    polite.stop()

    assert done.read_text() == "yes"


def test_stopping_ends_what_a_deaf_child_started_too(tmp_path):
    deaf = child(
        tmp_path,
        "import signal, subprocess, sys, time\n"
        "signal.signal(signal.SIGTERM, signal.SIG_IGN)\n"
        "grandchild = subprocess.Popen([sys.executable, '-c', 'import time; time.sleep(60)'])\n"
        "print(grandchild.pid, flush=True); time.sleep(60)",
    )
    deaf.start()
    assert wait_until(lambda: deaf.last_words().strip(), 10)
    grandchild = int(deaf.last_words())
    deaf.stop(seconds=0.2)

    assert wait_until(lambda: not command_of(grandchild), 5)


def test_children_of_a_killed_parent_end(tmp_path):
    parent = subprocess.Popen(
        [sys.executable, "-c", PARENT, str(tmp_path / "worker.log")],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        text=True,
    )
    pid = int(parent.stdout.readline())
    assert command_of(pid)
    parent.kill()
    parent.communicate()

    assert wait_until(lambda: not command_of(pid), 10)


PARENT = """
import os, sys, time, pathlib
from claims_portal.supervisor import Child
child = Child("x", [sys.executable, "-c", "import time; time.sleep(60)"], pathlib.Path(sys.argv[1]), dict(os.environ))
child.start()
print(child.process.pid, flush=True)
time.sleep(60)
"""


def test_a_second_run_is_refused_and_a_dead_one_is_forgotten(tmp_path):
    lock = tmp_path / "demo.lock"
    with one_run(lock, "runs already ({who})") as handle:
        handle.write("process 7")
        handle.flush()
        with (
            pytest.raises(Refused, match=r"runs already \(process 7\)"),
            one_run(lock, "runs already ({who})"),
        ):
            pass
    with one_run(lock, "runs already ({who})"):
        pass


def test_a_stop_signal_is_heard_once():
    before = signal.getsignal(signal.SIGTERM)
    with pytest.raises(AskedToStop), StopSignals():  # noqa: PT012
        try:
            os.kill(os.getpid(), signal.SIGTERM)
            time.sleep(5)
        finally:
            os.kill(os.getpid(), signal.SIGTERM)  # impatience does not break the orderly end
    assert signal.getsignal(signal.SIGTERM) == before


@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
def test_a_stop_signal_that_python_dropped_is_seen_by_whoever_waits():
    class Dropping:
        def __del__(self):
            os.kill(os.getpid(), signal.SIGTERM)

    with StopSignals() as signals:
        dropping = Dropping()
        del dropping  # what a handler raises in a destructor goes nowhere
        with pytest.raises(AskedToStop):
            signals.check()
