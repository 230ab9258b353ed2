"""`manage.py rotate_payee_keys`: every payee profile under the first key of PAYEE_KEYS."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from accounts.actions.rotation import BATCH, seal_all_anew


class Command(BaseCommand):
    """Can be run again at any time; then take the old key out of PAYEE_KEYS."""

    help = "Encrypt all bank data with the first key of PAYEE_KEYS."

    def add_arguments(self, parser: Any) -> None:
        parser.add_argument("--batch", type=int, default=BATCH, help="Rows a transaction.")

    def handle(self, *args: Any, **options: Any) -> None:
        """Seal anew; fail loudly while a row is left that no key opens."""
        done = seal_all_anew(options["batch"])
        self.stdout.write(f"Encrypted with the newest key: {done.sealed}.")
        if done.unreadable:
            ids = ", ".join(map(str, done.unreadable))
            raise CommandError(
                f"No key of PAYEE_KEYS opens these versions: {ids}. Keep every old key until it does."
            )
