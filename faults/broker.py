"""The broker is away, or forgets everything."""

import signal
import time

import redis

from claims_portal import embedded
from faults.scene import Scene


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
            time.sleep(10 * scene.pace.rest)
        embedded.start_valkey()
    done = len(scene.acts.submitted) - before
    return (
        f"away for {scene.pace.broker_seconds:.0f} s, {done} submits meanwhile, the slowest {slowest:.1f} s"
    )


def emptied(scene: Scene) -> str:
    """5. The broker forgets everything while tasks wait."""
    line = redis.Redis.from_url(embedded.redis_url())
    scene.portal.signal("worker", signal.SIGSTOP)
    try:
        while (waiting := _waiting(line)) < scene.pace.waiting:
            scene.submit(4)
        line.flushall()
    finally:
        scene.portal.signal("worker", signal.SIGCONT)
    return f"emptied while {waiting} tasks waited"


def _waiting(line: redis.Redis) -> int:
    """Tasks in every queue of every priority."""
    return sum(line.llen(key) for key in line.scan_iter("celery*") if line.type(key) == b"list")
