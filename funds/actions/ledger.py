"""The verbs of the ledger (R11): the single door through which a fund changes.

Each verb locks its fund, asks `workflow`, and writes one entry; the database moves
the totals. In the code's order, and what follows from each:
    earn, adjust        take open recoveries of earlier periods from what came in;
                        bring_in does so for many funds at once
    hold                when a claim is submitted; refused beyond what is left or after the deadline
    release             when a claim is withdrawn, rejected or cut; after the deadline forfeited at once
    approve, reverse    from held to approved and back
    pay, returned       approved money left the house, or came back from the bank
    forfeit, restore    what is left at the deadline; back by an extension granted late

Rights are asked by the caller, whose transaction these join. Lock order: the claim,
then its fund; several funds with `lock`. The fund given is refreshed in place.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from functools import partial
from typing import Any, cast

from django.db import transaction

from accounts.models import Partner
from funds import workflow
from funds.enums import EntryKind, EntryReason
from funds.lines import Line, Taken
from funds.models import Fund, FundEntry, Recovery
from funds.standing import lines_of
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
    #: What was taken at once for this or for earlier recoveries.
    repaid: Decimal = Decimal(0)


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


@dataclass(frozen=True)
class Movement:
    """Earnings (EARN) or a correction (ADJUST, up or down) of one fund."""

    fund: Fund
    kind: EntryKind
    amount: Decimal
    reason: EntryReason
    note: str = ""


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
    (done,) = bring_in([Movement(fund, EntryKind.EARN, amount, reason, note)], actor=actor, at=at)
    return cast(FundEntry, done.entry)


def adjust(
    fund: Fund, amount: Decimal, *, actor: Any | None, at: datetime, reason: EntryReason, note: str = ""
) -> Adjusted:
    """Correct a fund by hand, up or down.

    A negative amount takes what is left; the rest is recovered from the next period
    that has something left, at once or when it earns. Raises ValueError for zero.
    """
    (done,) = bring_in([Movement(fund, EntryKind.ADJUST, amount, reason, note)], actor=actor, at=at)
    return done


@transaction.atomic
def bring_in(movements: Sequence[Movement], *, actor: Any | None, at: datetime) -> list[Adjusted]:
    """Earnings and corrections in their order, of any number of funds: locked once, written at once.

    What each does to its line of funds is worked out in `funds.lines`. Returns what became of each.
    Raises ValueError for an amount that is none, and then writes nothing.
    """
    for one in movements:
        _exact(one.amount, one.fund, signed=one.kind == EntryKind.ADJUST)
    lines = _locked_lines([one.fund for one in movements])
    done, posts, owed = [], [], []
    for one in movements:
        outcome = lines[one.fund.partner_id, one.fund.program_id].bring_in(one.fund.pk, one.amount)
        why: dict[str, Any] = {"at": at, "actor": actor, "reason": one.reason, "note": one.note}
        entry = _entry(one.fund, one.kind, outcome.borne, **why) if outcome.borne else None
        if outcome.rest:
            outcome.rest.row = Recovery(fund=one.fund, amount=outcome.borne - one.amount, **why)
            owed.append(outcome.rest.row)
        done.append(Adjusted(entry, outcome.rest.row if outcome.rest else None, outcome.repaid))
        posts += [entry] if entry else []
        posts += [_paying_back(one.fund, taken, at) for taken in outcome.taken]
    Recovery.objects.bulk_create(owed)
    FundEntry.objects.bulk_create(posts)
    _refresh([one.fund for one in movements])
    return done


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


def _locked_lines(funds: Iterable[Fund]) -> dict[tuple[int, int], Line]:
    """By location and program all their periods, locked in the order of their ids, and what they still owe."""
    partners, programs = {one.partner_id for one in funds}, {one.program_id for one in funds}
    locking = Fund.objects.select_related("period").select_for_update(of=("self",), no_key=True)
    return lines_of(locking.filter(partner__in=partners, program__in=programs).order_by("pk"))


def _paying_back(fund: Fund, taken: Taken, at: datetime) -> FundEntry:
    """The entry that takes from a period of the same line what an earlier one owes."""
    entry = _entry(fund, EntryKind.ADJUST, -taken.amount, at=at, reason=EntryReason.RECOVERY)
    entry.fund_id, entry.recovery = taken.fund, taken.owed.row
    return entry


def _refresh(funds: Sequence[Fund]) -> None:
    """What the entries made of the totals."""
    keys = {one.pk for one in funds}
    fresh = {one["pk"]: one for one in Fund.objects.filter(pk__in=keys).values("pk", *Fund.TOTALS)}
    for fund in funds:
        for name in Fund.TOTALS:
            setattr(fund, name, fresh[fund.pk][name])


def _post(
    fund: Fund, kind: EntryKind, amount: Decimal, *, at: datetime, subject: Any | None = None, **why: Any
) -> FundEntry:
    """Write one entry of a locked fund. The database numbers it and moves the totals."""
    entry = _entry(fund, kind, _exact(amount, fund), at=at, subject=subject, **why)
    entry.save(force_insert=True)
    fund.refresh_from_db(fields=Fund.TOTALS)
    return entry


def _entry(
    fund: Fund, kind: EntryKind, amount: Decimal, *, at: datetime, subject: Any | None = None, **why: Any
) -> FundEntry:
    return FundEntry(
        fund=fund,
        # The database's to write. Given, many entries are one array a column, not a thousand parameters.
        number=0,
        balance=Decimal(0),
        kind=kind,
        amount=amount,
        currency=fund.currency,
        subject_kind=subject.SUBJECT_KIND if subject else "",
        subject_id=subject.pk if subject else None,
        at=at,
        **why,
    )


def _exact(amount: Decimal, fund: Fund, *, signed: bool = False) -> Decimal:
    """The amount itself; ValueError for zero, a wrong sign, or finer than the currency's minor unit (R13)."""
    if not amount or (amount < 0 and not signed) or quantise(amount, fund.currency) != amount:
        raise ValueError(f"{amount} is no amount in {fund.currency}")
    return amount


def _require(verdict: Verdict) -> None:
    if not verdict:
        raise ActionRefused(verdict)
