"""`make reconcile`: every sum of the ledger beside the one that is shown."""

from typing import Any

from django.conf import settings
from django.core.management import BaseCommand, CommandError
from django.db import connection

from claims_portal import embedded
from claims_portal.env import ENV
from lifecycle import clock
from programs.money import format_amount
from reports import reconciling
from reports.models import Touched


class Command(BaseCommand):
    """Compares in one instant, while the portal runs; a difference ends it with 1 and is named."""

    help = "Print each sum from the ledger beside the one shown; fail on a difference."
    requires_system_checks: list[str] = []

    def handle(self, *args: Any, **options: Any) -> None:
        """Compare everything; where no demo runs, its database is started for as long as that takes."""
        started = settings.DEMO and not ENV.DATABASE_URL and embedded.start_postgres()
        try:
            self.compare()
        finally:
            if started:
                embedded.stop_postgres()

    def compare(self) -> None:
        """Print, and raise CommandError where something differs, or where there is nothing yet."""
        if Touched._meta.db_table not in connection.introspection.table_names():
            raise CommandError(
                "This database has no tables of the portal yet: `make demo`, or migrate, first."
            )
        again = reconciling.bring_up_to_date(clock.now())
        self.say(f"Usage periods added up first, as something happened there: {again}")
        found = 0
        with reconciling.one_moment():
            for check in reconciling.CHECKS:
                self.say(f"\n{check.title}")
                rows = reconciling.compared(check)
                for row in rows:
                    self.line(row)
                if not rows:
                    self.say("  nothing to compare")
                if any(row.differing for row in rows):
                    self.name(reconciling.differences(check))
                found += sum(row.differing for row in rows)
        if found:
            raise CommandError(f"{found} sums differ from what the ledger says.")
        self.say("\nEvery sum that is shown is what the ledger says.")

    def line(self, row: reconciling.Compared) -> None:
        """One figure of a program."""
        ledger, shown = (_written(one, row) for one in (row.ledger, row.shown))
        of = f"{row.rows} row{'' if row.rows == 1 else 's'}"
        verdict = f"DIFFERS in {row.differing} of {of}" if row.differing else of
        place = f"{row.program:<12} {row.currency} {row.figure:<16}"
        self.say(f"  {place} ledger {ledger:>20}   shown {shown:>20}   {verdict}")

    def name(self, rows: list[reconciling.Difference]) -> None:
        """The rows that differ, the first of them."""
        for row in rows:
            ledger, shown = (_written(one, row) for one in (row.ledger, row.shown))
            self.say(f"  DIFFERENCE {row.name}, {row.figure}: ledger {ledger}, shown {shown} {row.currency}")

    def say(self, line: str) -> None:
        """A line, at once."""
        self.stdout.write(line)


def _written(amount: Any, row: reconciling.Compared | reconciling.Difference) -> str:
    if row.figure == "entries":
        return f"{int(amount):,}"
    # With more than its minor units an amount is wrong, and is to be seen as it is.
    exact = format_amount(amount, row.currency, "en")
    return exact if amount == round(amount, 2) else f"{amount:,f}"
