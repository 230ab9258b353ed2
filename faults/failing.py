"""A task that always fails."""

from faults.client import Broken
from faults.promises import FAILS
from faults.scene import Scene
from lifecycle import clock
from outbox.actions import MAX_TRIES, enqueue
from outbox.models import Job

HOW_MANY = 3


def always(scene: Scene) -> str:
    """12. Three tries, set aside with an alarm; the others go on."""
    jobs = [enqueue(FAILS, at=clock.now()).pk for _ in range(HOW_MANY)]
    failing = Job.objects.filter(pk__in=jobs)
    with scene.load():
        took = scene.until(
            lambda: failing.exclude(set_aside_at=None).count() == HOW_MANY,
            240,
            "The tasks were not set aside",
        )
    if wrong := failing.exclude(failures=MAX_TRIES):
        raise Broken(f"{wrong[0]} failed {wrong[0].failures} times")
    log = scene.portal.log_of("worker")
    for job in jobs:
        if f"ALARM: job {job} ({FAILS}) was set aside after {MAX_TRIES} tries" not in log:
            raise Broken(f"No alarm tells of job {job}")
    return f"{HOW_MANY} tasks tried {MAX_TRIES} times and set aside with an alarm, {took:.0f} s"
