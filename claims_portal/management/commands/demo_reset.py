"""`make demo-reset`: begin anew."""

from typing import Any

from django.core.management import BaseCommand, CommandError

from claims_portal import demo_data, embedded
from claims_portal.supervisor import Refused


class Command(BaseCommand):
    """Deletes the demo's data unless a demo runs on it."""

    help = "Delete the demo's data; the next start makes it anew."
    requires_system_checks: list[str] = []

    def handle(self, *args: Any, **options: Any) -> None:
        """Reset, or say why not."""
        try:
            demo_data.reset()
        except (Refused, embedded.EmbeddedError, PermissionError) as error:
            raise CommandError(str(error)) from error
        self.stdout.write("The demo's data is deleted. `make demo` makes it anew.")
