"""Who acts and on what: one partner with money, and drafts that are ready to be submitted."""

import io
import secrets
from dataclasses import replace
from datetime import date, datetime, timedelta
from decimal import Decimal
from functools import cache
from typing import Any
from zoneinfo import ZoneInfo

from PIL import Image

from accounts.enums import PartnerRole
from accounts.models import User
from claims.actions import drafting
from claims.models import Claim, Expense
from documents.models import Document
from lifecycle import clock
from programs.models import ActivityTypeVersion, UsagePeriod
from programs.rules import local_day
from tests.factories import claims as make
from tests.factories.accounts import MembershipFactory
from tests.factories.people import People, everybody, person
from tests.factories.programs import EnrollmentFactory, ProgramFactory, UsagePeriodFactory

BERLIN = ZoneInfo("Europe/Berlin")
AMOUNT = 10


def on_a_working_day(at: datetime) -> datetime:
    """The next Tuesday at ten in Berlin: mails that wait for office hours go at once, and Wednesday is one too."""
    local = at.astimezone(BERLIN)
    day = local.date() + timedelta(days=(1 - local.weekday()) % 7 or 7)
    return datetime(day.year, day.month, day.day, 10, tzinfo=BERLIN)


@cache
def activity() -> ActivityTypeVersion:
    """One activity for all."""
    return make.activity_type()


def begin() -> People:
    """The usual people, with money in the fund."""
    people = everybody()
    make.money_for(people, 1_000_000)
    return people


def drafts(people: People, number: int) -> list[Claim]:
    """So many drafts of Anna's that may be submitted."""
    return [_draft(people) for _ in range(number)]


def _draft(people: People, **facts: Any) -> Claim:
    claim = make.draft(people, AMOUNT, activity=activity(), title=f"Campaign {secrets.token_hex(4)}", **facts)
    # Invoices of their own, and files whose pages are drawn: no bytes of them lie anywhere.
    Expense.objects.filter(claim=claim).update(invoice_number=f"RE-{claim.pk}")
    files = [one.document_id for one in [*claim.expenses.all(), *claim.proofs.exclude(document=None)]]
    Document.objects.filter(pk__in=files).update(previewed_at=clock.now(), page_count=0)
    return claim


def ending(people: People, last_day: date, number: int) -> list[Claim]:
    """So many drafts in a program of its own, whose deadline is the end of this day in Berlin; with money there."""
    program = ProgramFactory(zone=BERLIN.key)
    EnrollmentFactory(program=program, partner=people.partner)
    usage_end = last_day - timedelta(days=45)
    days = {"first_day": usage_end - timedelta(days=90), "last_day": usage_end}
    period = UsagePeriodFactory(program=program, **days)
    theirs = replace(people, program=program)
    _earn(theirs, period)
    return [_in_period(theirs, period) for _ in range(number)]


def _earn(people: People, period: UsagePeriod) -> None:
    from funds.actions.ledger import earn, fund_for

    earn(fund_for(people.partner, people.program, period), Decimal(1000), actor=None, at=clock.now())


def _in_period(people: People, period: UsagePeriod) -> Claim:
    title = f"Campaign {secrets.token_hex(4)}"
    claim = drafting.create(people.partner, period, activity(), title, user=people.anna)
    Claim.objects.filter(pk=claim.pk).update(first_day=period.first_day, last_day=period.first_day)
    make.expense_for(claim, AMOUNT)
    make.prove(claim, people)
    Expense.objects.filter(claim=claim).update(invoice_number=f"RE-{claim.pk}", invoice_date=period.first_day)
    Document.objects.filter(partner=people.partner, previewed_at=None, size=1000).update(
        previewed_at=clock.now(), page_count=0
    )
    return claim


def another_admin(people: People, name: str) -> User:
    """One more person who hears of every claim of the partner."""
    user = person(name)
    MembershipFactory(user=user, partner=people.partner, role=PartnerRole.ADMIN)
    return user


def today() -> date:
    """The day in Berlin by the portal's clock."""
    return local_day(clock.now(), BERLIN.key)


def photo() -> bytes:
    """A small picture like no other."""
    stream = io.BytesIO()
    Image.frombytes("RGB", (16, 16), secrets.token_bytes(16 * 16 * 3)).save(stream, "PNG")
    return stream.getvalue()
