"""The verbs of the ledger (R11): the single door through which a fund changes.

Each verb locks its fund, asks `workflow`, and writes one entry; the database moves
the totals. In the code's order, and what follows from each:
    earn, adjust        take open recoveries of earlier periods from what came in
    hold                when a claim is submitted; refused beyond what is left or after the deadline
    release             when a claim is withdrawn, rejected or cut; after the deadline forfeited at once
    approve, reverse    from held to approved and back
    pay, returned       approved money left the house, or came back from the bank
    forfeit, restore    what is left at the deadline; back by an extension granted late

Rights are asked by the caller, whose transaction these join. Lock order: the claim,
then its fund; several funds with `lock`. The fund given is refreshed in place.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from functools import partial
from typing import Any

from django.db import transaction

from accounts.models import Partner
from funds import workflow
from funds.enums import EntryKind, EntryReason
from funds.models import Fund, FundEntry, Recovery
from lifecycle import ActionRefused, Verdict
from outbox.ticks import each
from programs.models import Program, UsagePeriod
from programs.money import quantise
from programs.rules import is_before_deadline


@dataclass(frozen=True)
class Adjusted:
    """What became of an adjustment: the entry, if the fund bore any of it, and the rest, if there is one."""

    entry: FundEntry | None
    recovery: Recovery | None


def fund_for(partner: Partner, program: Program, period: UsagePeriod) -> Fund:
    """The fund of a location for a usage period, made empty where there is none yet."""
    fund, _created = Fund.objects.get_or_create(
        partner=partner, program=program, period=period, defaults={"currency": program.currency}
    )
    return fund


def lock(funds: Iterable[Fund]) -> list[Fund]:
    """Lock several funds for this transaction, always in the order of their ids; freshly read ones come back."""
    keys = [fund.pk for fund in funds]
    locking = Fund.objects.select_related("period").select_for_update(of=("self",), no_key=True)
    return list(locking.filter(pk__in=keys).order_by("pk"))


@transaction.atomic
def earn(
    fund: Fund,
    amount: Decimal,
    *,
    actor: Any | None,
    at: datetime,
    reason: EntryReason = EntryReason.EARNINGS,
    note: str = "",
) -> FundEntry:
    """Put earnings into the fund."""
    line = _lock_line(fund)
    entry = _post(fund, EntryKind.EARN, amount, at=at, actor=actor, reason=reason, note=note)
    _settle(line, at)
    return entry


@transaction.atomic
def adjust(
    fund: Fund, amount: Decimal, *, actor: Any | None, at: datetime, reason: EntryReason, note: str = ""
) -> Adjusted:
    """Correct a fund by hand, up or down.

    A negative amount takes what is left; the rest is recovered from the next period
    that has something left, at once or when it earns. Raises ValueError for zero.
    """
    line = _lock_line(fund)
    why = {"actor": actor, "reason": reason, "note": note}
    borne = max(amount, -fund.left)
    entry = _post(fund, EntryKind.ADJUST, borne, at=at, **why) if borne or not amount else None
    rest = borne - amount
    owed = {"fund": fund, "amount": _exact(rest, fund), "at": at, **why} if rest else None
    recovery = Recovery.objects.create(**owed) if owed else None
    _settle(line, at)
    return Adjusted(entry, recovery)


@transaction.atomic
def hold(fund: Fund, amount: Decimal, *, subject: Any, actor: Any | None, at: datetime) -> FundEntry:
    """Hold money for a submitted claim. Refused with the amount that is missing, and after the deadline."""
    _lock(fund)
    _require(workflow.may_hold(fund, amount, at))
    return _post(fund, EntryKind.HOLD, amount, at=at, actor=actor, subject=subject)


@transaction.atomic
def release(fund: Fund, amount: Decimal, *, subject: Any, actor: Any | None, at: datetime) -> FundEntry:
    """Give held money back to the fund; after the deadline it is forfeited in the same transaction (R11)."""
    _lock(fund)
    _require(workflow.may_use_held(fund, amount, subject))
    entry = _post(fund, EntryKind.RELEASE, amount, at=at, actor=actor, subject=subject)
    if not is_before_deadline(at, workflow.deadline_of(fund)):
        _post(fund, EntryKind.FORFEIT, amount, at=at, subject=subject, reason=EntryReason.DEADLINE)
    return entry


@transaction.atomic
def approve(fund: Fund, amount: Decimal, *, subject: Any, actor: Any | None, at: datetime) -> FundEntry:
    """Turn held money into approved money; what a decision cuts is released separately."""
    _lock(fund)
    _require(workflow.may_use_held(fund, amount, subject))
    return _post(fund, EntryKind.APPROVE, amount, at=at, actor=actor, subject=subject)


@transaction.atomic
def reverse(fund: Fund, amount: Decimal, *, subject: Any, actor: Any | None, at: datetime) -> FundEntry:
    """Take an approval back while it is unpaid; the money is held again."""
    _lock(fund)
    _require(workflow.may_use_approved(fund, amount, subject))
    return _post(fund, EntryKind.REVERSE, amount, at=at, actor=actor, subject=subject)


@transaction.atomic
def pay(fund: Fund, amount: Decimal, *, subject: Any, actor: Any | None, at: datetime) -> FundEntry:
    """Note that approved money was paid out."""
    _lock(fund)
    _require(workflow.may_use_approved(fund, amount, subject))
    return _post(fund, EntryKind.PAY, amount, at=at, actor=actor, subject=subject)


@transaction.atomic
def returned(fund: Fund, amount: Decimal, *, subject: Any, actor: Any | None, at: datetime) -> FundEntry:
    """Note that a payment came back: the money is approved as before and can be paid again."""
    _lock(fund)
    _require(workflow.may_return(fund, amount, subject))
    return _post(fund, EntryKind.RETURN, amount, at=at, actor=actor, subject=subject)


@transaction.atomic
def forfeit(fund: Fund, *, at: datetime) -> FundEntry | None:
    """Forfeit what is left after the deadline; None where nothing is. Refused before it."""
    _lock(fund)
    _require(workflow.may_forfeit(fund, at))
    if not fund.left:
        return None
    return _post(fund, EntryKind.FORFEIT, fund.left, at=at, reason=EntryReason.DEADLINE)


@transaction.atomic
def restore(fund: Fund, *, actor: Any | None, at: datetime) -> FundEntry | None:
    """Bring all forfeited money back after an extension (R1); None where nothing was. Refused without one."""
    _lock(fund)
    _require(workflow.may_restore(fund, at))
    if not fund.forfeited:
        return None
    return _post(fund, EntryKind.RESTORE, fund.forfeited, at=at, actor=actor, reason=EntryReason.EXTENSION)


def forfeit_overdue(at: datetime) -> int:
    """Forfeit what is left in every fund past its deadline, one transaction each; how many there were."""
    overdue = Fund.objects.with_something_left().past_deadline(at)
    return each(overdue, partial(forfeit, at=at), "forfeit fund")


def restore_for(period: UsagePeriod, partner: Partner | None, *, actor: Any | None, at: datetime) -> int:
    """After an extension for one location, or for all: restore its funds of the period; how many there were."""
    funds = Fund.objects.filter(period=period, forfeited__gt=0)
    of_partner = funds.filter(partner=partner) if partner else funds
    return sum(1 for fund in lock(of_partner) if restore(fund, actor=actor, at=at))


def _lock(fund: Fund) -> None:
    # Not the key: a claim that merely points to the fund is not kept waiting.
    fund.refresh_from_db(fields=Fund.TOTALS, from_queryset=Fund.objects.select_for_update(no_key=True))


def _lock_line(fund: Fund) -> list[Fund]:
    """Lock all periods of the location in the program, by id; the given fund itself is among the result."""
    line = lock(Fund.objects.of_line(fund))
    fund.refresh_from_db(fields=Fund.TOTALS)
    return [fund if one == fund else one for one in line]


def _settle(line: list[Fund], at: datetime) -> None:
    """Take open recoveries from later periods of the (locked) line, the nearest first."""
    owed = list(Recovery.objects.of_line(line[0].partner_id, line[0].program_id).open())
    first_day = {fund.pk: fund.period.first_day for fund in line}
    for fund in sorted(line, key=lambda one: first_day[one.pk]) if owed else []:
        for recovery in owed:
            part = min(recovery.outstanding, fund.left)
            if first_day[recovery.fund_id] < first_day[fund.pk] and part > 0:
                _post(fund, EntryKind.ADJUST, -part, at=at, reason=EntryReason.RECOVERY, recovery=recovery)
                recovery.outstanding -= part


def _post(
    fund: Fund, kind: EntryKind, amount: Decimal, *, at: datetime, subject: Any | None = None, **why: Any
) -> FundEntry:
    """Write one entry of a locked fund. The database numbers it and moves the totals."""
    entry = FundEntry.objects.create(
        fund=fund,
        kind=kind,
        amount=_exact(amount, fund, signed=kind == EntryKind.ADJUST),
        currency=fund.currency,
        subject_kind=subject.SUBJECT_KIND if subject else "",
        subject_id=subject.pk if subject else None,
        at=at,
        **why,
    )
    fund.refresh_from_db(fields=Fund.TOTALS)
    return entry


def _exact(amount: Decimal, fund: Fund, *, signed: bool = False) -> Decimal:
    """The amount itself; ValueError for zero, a wrong sign, or finer than the currency's minor unit (R13)."""
    if not amount or (amount < 0 and not signed) or quantise(amount, fund.currency) != amount:
        raise ValueError(f"{amount} is no amount in {fund.currency}")
    return amount


def _require(verdict: Verdict) -> None:
    if not verdict:
        raise ActionRefused(verdict)
