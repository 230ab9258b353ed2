"""`manage.py reconcile_documents`: rows and stored files, compared."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from documents import reconciling
from documents.storage import StorageAway
from lifecycle import clock


class Command(BaseCommand):
    """Prints a line for each difference; the exit code says whether there was one."""

    help = "Compare documents with what lies in storage: missing files, orphans, locks, bytes that should be gone."

    def add_arguments(self, parser: CommandParser) -> None:
        """Nothing is changed unless it is asked for."""
        parser.add_argument(
            "--fix-orphans", action="store_true", help="delete what has no row and is older than a day"
        )

    def handle(self, *args: Any, fix_orphans: bool, **options: Any) -> None:
        """List what differs; exit code 1 when something does, once the orphans are deleted."""
        left = 0
        try:
            for difference in reconciling.differences(clock.now()):
                removed = fix_orphans and reconciling.remove(difference)
                self.stdout.write(f"{difference}{' (deleted)' if removed else ''}")
                left += not removed
        except StorageAway as away:
            raise CommandError(f"The storage cannot be read: {away}", returncode=2) from away
        if left:
            raise CommandError(f"{left} differences.")
        self.stdout.write("Rows and stored files agree.")
