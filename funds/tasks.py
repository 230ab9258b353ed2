from datetime import datetime

from funds.actions import applying, checking, closing, importing, reversing
from funds.models import EarningsImport
from outbox.jobs import job


@job(importing.CHECK)
def check_earnings(imported: int, at: datetime) -> None:
    found = EarningsImport.objects.select_related("program", "sent_by")
    checking.check_file(found.get(pk=imported), at)


@job(applying.APPLY)
def apply_earnings(imported: int, at: datetime) -> None:
    applying.apply(imported, at)


@job(reversing.REVERSE)
def reverse_earnings(imported: int, at: datetime) -> None:
    reversing.carry_out(imported, at)


@job(closing.DECIDE)
def decide_earning_period(closing_id: int, at: datetime) -> None:
    closing.decide(closing_id, at)
