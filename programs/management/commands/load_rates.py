from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from programs.actions.rates import load_rates
from programs.rate_sheet import SheetUnreadable, read_rates


class Command(BaseCommand):
    help = "Load monthly exchange rates from a CSV file (month, currency, into, rate); safe to repeat."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path)

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            done = load_rates(read_rates(options["file"].read_bytes()), by=None)
        except OSError as error:
            raise CommandError(f"The file cannot be read: {error}") from error
        except SheetUnreadable as error:
            raise CommandError("\n".join(["Nothing was loaded.", *map(str, error.problems)])) from error
        self.stdout.write(
            f"Exchange rates: {done.added} added, {done.changed} changed, {done.unchanged} there already."
        )
