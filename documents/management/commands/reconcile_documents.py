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
        parser.add_argument(
            "--fix-locks", action="store_true", help="set locks and legal holds as the rows say"
        )

    def handle(self, *args: Any, fix_orphans: bool, fix_locks: bool, **options: Any) -> None:
        """List what differs; exit code 1 when something does and was not mended."""
        left, at = 0, clock.now()
        try:
            for difference in reconciling.differences(at):
                removed = fix_orphans and reconciling.remove(difference)
                locked = fix_locks and reconciling.lock(difference, at)
                self.stdout.write(f"{difference}{' (deleted)' if removed else ' (set)' if locked else ''}")
                left += not (removed or locked)
        except StorageAway as away:
            raise CommandError(f"The storage cannot be read: {away}", returncode=2) from away
        if left:
            raise CommandError(f"{left} differences.")
        self.stdout.write("Rows and stored files agree.")
