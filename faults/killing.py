"""Processes that die in the middle of what they do."""

import os
import random
import re
import signal
import threading
import time
from collections import Counter
from contextlib import suppress

from faults import points, story
from faults.client import Broken
from faults.portal import points_of
from faults.scene import Scene

#: The web process is killed in every so-manieth submit.
EVERY = 10
#: Of so many processes of the worker one may be at work for the clock.
TICKS = 6
CLOCK = re.compile(r"\.(tick|sweep) ")


def pool_children(scene: Scene) -> str:
    """1. `kill -9` a pool child in a task."""
    killed: Counter[str] = Counter()
    end = time.monotonic() + 20 * scene.pace.kills
    with scene.load():
        while killed.total() < scene.pace.kills and time.monotonic() < end:
            if task := _kill_one(scene, ticks=killed.total() % TICKS == 0):
                killed[task] += 1
    if killed.total() < scene.pace.kills:
        raise Broken(f"Only {killed.total()} processes were found at work")
    return f"{killed.total()} killed in {', '.join(sorted(killed))}"


def _kill_one(scene: Scene, *, ticks: bool) -> str:
    """Somewhere in the middle of a job, or of a tick too; its name, or "" where none ran."""
    busy = {pid: task for pid, task in scene.portal.busy().items() if ticks or not CLOCK.search(task)}
    if not busy:
        time.sleep(0.005)
        return ""
    pid, task = random.choice(list(busy.items()))
    time.sleep(random.uniform(0, 0.15))
    if scene.portal.busy().get(pid) != task:
        return ""
    os.kill(pid, signal.SIGKILL)
    (points_of("worker") / f"busy-{pid}").unlink(missing_ok=True)
    return task.split()[0]


def whole_worker(scene: Scene) -> str:
    """2. The worker dies with all its processes, and is started again."""
    lost = 0
    with scene.load():
        for _ in range(scene.pace.workers):
            scene.until(lambda: bool(scene.portal.busy()), 60, "The worker does nothing")
            lost += len(scene.portal.busy())
            scene.portal.kill("worker")
            time.sleep(4 * scene.pace.rest)
            scene.portal.run("worker")
    return f"killed {scene.pace.workers} times, {lost} tasks in the middle"


def web_process(scene: Scene) -> str:
    """3. The web process dies between commit and publish, and at random instants."""
    anna, point = scene.anna(), points_of("web") / points.DIE
    died = at_random = 0
    with scene.sampler.away("web"):
        for number, claim in enumerate(story.drafts(scene.people, scene.pace.submits), start=1):
            scene.breathe()
            if number % EVERY == 0:
                point.touch()
            elif number % EVERY == EVERY // 2:
                at_random += _kill_soon(scene)
            anna.submit(claim)
            died += number % EVERY == 0 and not point.exists()
            point.unlink(missing_ok=True)
        scene.until(lambda: scene.sampler.ask() is not None, 30, "The web server did not come back")
    if died != scene.pace.submits // EVERY:
        raise Broken(f"The web process died {died} times between commit and publish")
    return (
        f"{scene.pace.submits} submits; died {died} times between commit and publish, {at_random} at random"
    )


def _kill_soon(scene: Scene) -> bool:
    """The process that answers dies within a moment, while the next act is under way."""
    for pid in scene.portal.offspring("web"):
        threading.Timer(random.uniform(0, 0.15), _kill, [pid]).start()
        return True
    return False


def _kill(pid: int) -> None:
    with suppress(ProcessLookupError):
        os.kill(pid, signal.SIGKILL)
