from typing import Any

from django.core.management.base import BaseCommand, CommandError

from lifecycle import clock
from programs.catalogue.files import CatalogueError, read_catalogue
from programs.catalogue.loading import load


class Command(BaseCommand):
    help = "Bring programs, periods and the activity catalogue in step with programs/data; safe to repeat."

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            done = load(read_catalogue(), clock.now())
        except CatalogueError as error:
            raise CommandError(f"Nothing was loaded. {error}") from error
        changed = ", ".join(f"{count} {what}" for what, count in done.items() if count)
        self.stdout.write(
            f"Catalogue: {changed} added or changed." if changed else "Catalogue: nothing to do."
        )
