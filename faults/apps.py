import os
import signal
from datetime import timedelta
from typing import Any

from celery import signals
from django.apps import AppConfig
from django.conf import settings

from faults import points


class FaultsConfig(AppConfig):
    name = "faults"

    def ready(self) -> None:
        """Set the points in this process, and the pauses of a shortened run."""
        from notifications.actions import failing
        from outbox import actions, querysets

        send = actions._send

        def die_or_send(job: Any) -> bool:
            if points.taken(points.DIE):
                os.kill(os.getpid(), signal.SIGKILL)
            return send(job)

        actions._send = die_or_send
        if settings.FAULTS_PAUSE:
            querysets.RESEND_AFTER = timedelta(seconds=3 * settings.FAULTS_PAUSE)
            actions.PAUSE = failing.FIRST_PAUSE = timedelta(seconds=settings.FAULTS_PAUSE)
        signals.task_prerun.connect(_at_work, weak=False)
        signals.task_postrun.connect(_done, weak=False)


def _at_work(task_id: str, task: Any, **_more: Any) -> None:
    if place := points.folder():
        (place / f"busy-{os.getpid()}").write_text(f"{task.name} {task_id}")


def _done(**_more: Any) -> None:
    if place := points.folder():
        (place / f"busy-{os.getpid()}").unlink(missing_ok=True)
