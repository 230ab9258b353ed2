from celery import shared_task

from lifecycle import clock
from outbox import actions


@shared_task(name="outbox.sweep")
def sweep() -> None:
    """Send again what a dead worker or an absent broker left behind."""
    actions.sweep(clock.now())
