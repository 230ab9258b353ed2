"""Closing an earning period (R11): funds below the threshold become a rebate, and everybody concerned is told."""

from collections.abc import Iterable, Iterator
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.db import transaction

from accounts.enums import PartnerRole
from accounts.models import Membership
from funds.actions import ledger
from funds.earnings.closing import funds_in, may_close
from funds.enums import EntryKind, EntryReason
from funds.models import EarningClosing, Fund
from history.actions import record
from lifecycle import ActionRefused, clock
from notifications.actions.sending import Draft, send_many
from outbox.actions import enqueue
from programs.models import UsagePeriod
from programs.permissions import covers
from programs.rules import deadline_for

DECIDE = "funds.decide_earning_period"
#: Funds of one transaction, and of one job: other work gets its turn between.
AT_ONCE = 200
OF_A_JOB = 5_000


@transaction.atomic
def close(period_id: int, *, user: Any) -> EarningClosing:
    """From now on nothing is earned in the period; a worker decides about its funds. Raises ActionRefused."""
    locking = UsagePeriod.objects.select_for_update(of=("self",), no_key=True).select_related("program")
    period, at = locking.get(pk=period_id), clock.now()
    if not (verdict := may_close(period, user, at)):
        raise ActionRefused(verdict)
    period.earning_closed_at = at
    period.save(update_fields=["earning_closed_at"])
    closing = EarningClosing.objects.create(
        period=period, closed_by=user, closed_at=at, threshold=period.program.threshold
    )
    record(period, "funds.earning_closed", actor=user, at=at, threshold=str(closing.threshold))
    enqueue(DECIDE, at=at, key=f"earning closing {closing.pk}", closing_id=closing.pk)
    return closing


def decide(closing_id: int, at: datetime) -> None:
    """Decide about the next funds and promise the rest; called again it decides about none twice."""
    for _chunk in range(0, OF_A_JOB, AT_ONCE):
        if not _decide_chunk(closing_id, at):
            return
    enqueue(DECIDE, at=at, closing_id=closing_id)


@transaction.atomic
def _decide_chunk(closing_id: int, at: datetime) -> bool:
    """One transaction: the entries, the messages, how far it is. False: nothing remains."""
    locking = EarningClosing.objects.select_for_update(of=("self",)).select_related("period__program")
    closing = locking.get(pk=closing_id)
    if closing.finished_at:
        return False
    behind = funds_in(closing.period).filter(pk__gt=closing.place).order_by("pk")
    keys = list(behind.values_list("pk", flat=True)[:AT_ONCE])
    if not keys:
        closing.finished_at = at
        closing.save(update_fields=["finished_at"])
        return False
    funds = _locked(closing, keys)
    rebates = [one for one in funds if one.available < closing.threshold]
    amounts = {one.pk: one.left for one in rebates}
    movements = [
        ledger.Movement(one, EntryKind.ADJUST, -one.left, EntryReason.THRESHOLD)
        for one in rebates
        if one.left
    ]
    ledger.bring_in(movements, actor=closing.closed_by, at=at)
    send_many("earning_closed", _drafts(closing, funds, amounts), at)
    closing.place, closing.funds_done = keys[-1], closing.funds_done + len(keys)
    closing.rebates += len(rebates)
    closing.rebated += sum(amounts.values())
    closing.save(update_fields=["place", "funds_done", "rebates", "rebated"])
    return True


def _locked(closing: EarningClosing, keys: list[int]) -> list[Fund]:
    """These funds as they are now, their whole lines locked, as `bring_in` locks them."""
    partners = Fund.objects.filter(pk__in=keys).values("partner")
    lines = ledger.lock(Fund.objects.filter(program=closing.period.program_id, partner__in=partners))
    wanted = set(keys)
    return [one for one in lines if one.pk in wanted]


def _drafts(closing: EarningClosing, funds: Iterable[Fund], rebated: dict[int, Decimal]) -> Iterator[Draft]:
    """For each fund one message to each incentives admin who may use the program."""
    program = closing.period.program
    by_partner = {one.partner_id: one for one in funds}
    period = UsagePeriod.objects.with_deadlines().get(pk=closing.period_id)
    members = Membership.objects.filter(partner__in=by_partner, role=PartnerRole.ADMIN, user__is_active=True)
    for member in members.select_related("user", "partner").prefetch_related("scopes"):
        if covers(member, program):
            fund = by_partner[member.partner_id]
            facts = _facts(closing, period, fund, rebated.get(fund.pk))
            deadline = deadline_for(period, member.partner)
            facts |= {"location": str(member.partner), "deadline": deadline.isoformat()}
            yield Draft(member.user, fund, f"closing {closing.pk}", facts)


def _facts(
    closing: EarningClosing, period: UsagePeriod, fund: Fund, rebated: Decimal | None
) -> dict[str, Any]:
    return {
        "public_id": fund.public_id,
        "kept": rebated is None,
        "earned": str(fund.earned),
        "left": str(fund.left),
        "rebated": str(rebated or 0),
        "staying": str(fund.held + fund.approved),
        "threshold": str(closing.threshold),
        "currency": fund.currency,
        "program": period.program.name,
        "first_day": period.first_day.isoformat(),
        "last_day": period.last_day.isoformat(),
        "zone": period.program.zone,
    }
