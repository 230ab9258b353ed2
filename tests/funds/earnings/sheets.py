"""Sheets of earnings as people fill them in, and a program with two periods to fill them in for."""

import csv
import io
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from openpyxl import Workbook

from funds.actions import applying, importing
from funds.earnings.columns import CODES, COLUMNS
from funds.models import EarningsImport
from funds.tasks import apply_earnings, check_earnings
from lifecycle import clock
from outbox.models import Job
from programs.models import UsagePeriod
from programs.rules import local_day
from tests.factories.people import People
from tests.factories.programs import UsagePeriodFactory

HEAD = [str(one.words) for one in COLUMNS]


@dataclass(frozen=True)
class Place:
    """People around a program, with the usage period of now and the one that follows."""

    people: People
    now: UsagePeriod
    following: UsagePeriod


def place(people: People) -> Place:
    today = local_day(clock.now(), people.program.zone)
    first = today - timedelta(days=100)
    return Place(people, _period(people, "NOW", first), _period(people, "NEXT", first + timedelta(days=181)))


def _period(people: People, code: str, first: Any) -> UsagePeriod:
    earned = first - timedelta(days=181)
    return UsagePeriodFactory(
        program=people.program,
        code=code,
        earning_first_day=earned,
        earning_last_day=earned + timedelta(days=180),
        first_day=first,
        last_day=first + timedelta(days=180),
    )


def row_for(here: Place, **changes: Any) -> dict[str, Any]:
    """A good row: 1,000 earned by Nordlicht for the period of now."""
    usual = {
        "location": here.people.partner.number,
        "period": "NOW",
        "amount": 1000,
        "currency": "EUR",
        "reason": "EARNINGS",
        "key": "E-1",
        "note": "Sales of the half-year",
    }
    return usual | changes


def csv_of(
    *rows: dict[str, Any], separator: str = ",", encoding: str = "utf-8", head: list[str] | None = None
) -> bytes:
    file = io.StringIO()
    writer = csv.writer(file, delimiter=separator)
    writer.writerow(CODES if head is None else head)
    writer.writerows([row.get(code, "") for code in CODES] for row in rows)
    return file.getvalue().encode(encoding)


def xlsx(*rows: dict[str, Any], head: list[str] | None = None) -> bytes:
    book = Workbook()
    sheet = book.active
    sheet.append(HEAD if head is None else head)
    for row in rows:
        sheet.append([row.get(code) for code in CODES])
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def sent(here: Place, content: bytes, *, user: Any = None, writing: str = "en") -> EarningsImport:
    """Paula sends a sheet and the worker checks it."""
    imported = importing.receive(
        here.people.program, content, "earnings.csv", writing, user=user or here.people.paula
    )
    check_earnings.body(imported=imported.pk, at=clock.now())
    imported.refresh_from_db()
    return imported


def applied(here: Place, *rows: dict[str, Any], user: Any = None) -> EarningsImport:
    """Paula sends rows, Pia confirms, the workers apply."""
    imported = sent(here, csv_of(*rows))
    assert imported.state == "WAITING", problems(imported)
    applying.confirm(imported.pk, user=user or here.people.pia)
    work_off()
    imported.refresh_from_db()
    return imported


def work_off() -> None:
    """Let the workers apply whatever was promised."""
    while job := Job.objects.filter(task=applying.APPLY, done_at=None).first():
        apply_earnings.body(at=clock.now(), **job.ids)
        Job.objects.filter(pk=job.pk).update(done_at=clock.now())


def problems(imported: EarningsImport) -> dict[int, dict[str, str]]:
    """By line and column what is wrong, in English."""
    return {
        row.line: {code: words["en"] for code, words in row.problems}
        for row in imported.rows.filter(state="WRONG")
    }
