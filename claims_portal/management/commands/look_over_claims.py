"""`manage.py look_over_claims`: after an update from before claims could be searched by their words."""

from typing import Any

from django.core.management.base import BaseCommand

from claims.actions.looking_over import promise_missing
from lifecycle import clock


class Command(BaseCommand):
    """Promises a look to each claim that never had one."""

    help = "Have every submitted claim that the queue cannot search yet looked over by the workers; safe to repeat."

    def handle(self, *args: Any, **options: Any) -> None:
        """Say how many there were."""
        self.stdout.write(f"Claims the workers look over: {promise_missing(clock.now())}.")
