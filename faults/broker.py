"""The broker is away, or forgets everything."""

import signal
import time

import redis

from claims_portal import embedded
from faults.client import Broken
from faults.scene import Scene
from lifecycle import clock
from outbox.models import Job


def stopped(scene: Scene) -> str:
    """4. The broker is stopped, submits go on."""
    before, end = len(scene.acts.submitted), time.monotonic() + scene.pace.broker_seconds
    slowest = 0.0
    with scene.sampler.away("broker"):
        embedded.stop_valkey()
        while time.monotonic() < end:
            began = time.monotonic()
            scene.submit(1)
            slowest = max(slowest, time.monotonic() - began)
            time.sleep(20 * scene.pace.rest)
        embedded.start_valkey()
    done = len(scene.acts.submitted) - before
    return (
        f"away for {scene.pace.broker_seconds:.0f} s, {done} submits meanwhile, the slowest {slowest:.1f} s"
    )


def emptied(scene: Scene) -> str:
    """5. The broker forgets everything while tasks wait."""
    line = redis.Redis.from_url(embedded.redis_url())
    scene.portal.signal("worker", signal.SIGSTOP)
    waiting = Job.objects.open().filter(due_at__lte=clock.inside_a_query())
    # What it had fetched is in its hands, not in the broker; the next one was asked for already, and goes to it.
    fetched = waiting.count() + 1
    try:
        while (count := waiting.count()) < scene.pace.waiting:
            scene.submit(4)
        queued = sum(line.llen(key) for key in line.scan_iter("celery*") if line.type(key) == b"list")
        line.flushall()
    finally:
        scene.portal.signal("worker", signal.SIGCONT)
    if queued < count - fetched:
        raise Broken(f"{count} jobs waited, {queued} of them in the broker")
    return f"emptied while {count} jobs waited"
