from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from django.db import connection, models
from django.db.models import Exists, OuterRef, Q

from funds.earnings.states import CONFIRMED, UNSETTLED, EarningRowState, ImportState
from programs.enums import VendorRole
from programs.models import Program, UsagePeriod

if TYPE_CHECKING:
    from funds.models import EarningRow, EarningsImport

#: Who reads imports; managers bring them in, managers and payers confirm them.
READERS = (VendorRole.MANAGER, VendorRole.PAYER, VendorRole.AUDITOR)
CONFIRMING = (VendorRole.MANAGER, VendorRole.PAYER)


class EarningsImportQuerySet(models.QuerySet["EarningsImport"]):
    def visible_to(self, user: Any) -> "EarningsImportQuerySet":
        """Those of programs the person manages, pays or audits."""
        return self.filter(program__in=Program.objects.with_role(user, *READERS))

    def to_confirm_by(self, user: Any) -> "EarningsImportQuerySet":
        """Those that wait for a second person, and this one may be it: brought in, or to be taken back, by another."""
        programs = Program.objects.with_role(user, *CONFIRMING)
        brought_in = Q(state=ImportState.WAITING) & ~Q(sent_by=user)
        to_take_back = Q(state=ImportState.REVERSAL_ASKED) & ~Q(reversal_asked_by=user)
        return self.filter(brought_in | to_take_back, program__in=programs)

    def for_reading(self) -> "EarningsImportQuerySet":
        """With the people a page names, and without the bytes of the file."""
        people = ("sent_by", "confirmed_by", "dropped_by", "reversal_asked_by", "reversed_by")
        return self.select_related("program", *people).defer("content")

    def unsettled_in(self, period: UsagePeriod) -> "EarningsImportQuerySet":
        """Those not decided that bring, or may bring, something into a period."""
        of_period = Q(rows__period=period) | Q(state=ImportState.READING, program=period.program_id)
        return self.filter(of_period, state__in=UNSETTLED).distinct()


#: One statement, however many rows: a CASE for each row and column takes a second for a thousand of them.
_WRITE = """
UPDATE funds_earningrow AS row SET state = new.state, rest = new.rest, repaid = new.repaid,
    entry_id = new.entry_id, recovery_id = new.recovery_id
FROM unnest(%s::bigint[], %s::text[], %s::numeric[], %s::numeric[], %s::bigint[], %s::bigint[])
    AS new (id, state, rest, repaid, entry_id, recovery_id)
WHERE row.id = new.id
"""


class EarningRowQuerySet(models.QuerySet["EarningRow"]):
    def good(self) -> "EarningRowQuerySet":
        """To be applied yet."""
        return self.filter(state=EarningRowState.GOOD)

    def wrong(self) -> "EarningRowQuerySet":
        return self.filter(state=EarningRowState.WRONG)

    def confirmed(self) -> "EarningRowQuerySet":
        """Rows whose keys are taken: a second person said yes to their import, and nobody took it back."""
        return self.filter(imported__state__in=CONFIRMED)

    def taken_elsewhere(self) -> "EarningRowQuerySet":
        """Of these rows those whose key another import has applied meanwhile."""
        others = self.model._default_manager.all().confirmed()
        others = others.filter(program=OuterRef("program"), key=OuterRef("key"))
        return self.filter(Exists(others.exclude(imported=OuterRef("imported"))))

    def write(self, rows: "Sequence[EarningRow]") -> None:
        """Write down what became of rows, or what is foreseen of them."""
        columns = ("pk", "state", "rest", "repaid", "entry_id", "recovery_id")
        with connection.cursor() as cursor:
            cursor.execute(_WRITE, [[getattr(row, column) for row in rows] for column in columns])
