"""Money that was paid and has to come back (R16): opened, announced, offset by payments or repaid, or waived by two.

Each act holds the claim first, then the recovery, as payments do.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from claims.models import Claim, OriginalsCall
from history.actions import record
from lifecycle import ActionRefused, clock
from outbox.ticks import each
from payments import workflow
from payments.actions import owing, telling
from payments.actions.locking import held
from payments.actions.standing import refresh
from payments.enums import RecoveryState
from payments.models import Recovery, Repayment
from payments.proposed import PROPOSE_WAIVER, proposal_of
from payments.recoveries import most_to_recover, offset_from, outstanding
from programs.money import format_money
from programs.rules import local_day

SAY_WHY = gettext_lazy("Say why the money has to come back. The partner reads it.")
SAY_WHY_NOT = gettext_lazy("Say why it is not asked for any more.")
IN_FUTURE = gettext_lazy("This day lies in the future.")
NOTHING_PAID = gettext_lazy("Nothing was paid for this claim that is not asked back already.")
NOT_SHOWN = gettext_lazy("Originals that were called for were not shown.")


@dataclass
class Act:
    """One verb on one held recovery by somebody (None: the clock) at one instant."""

    recovery: Recovery
    verb: str
    user: Any | None
    at: datetime

    def move(self, state: RecoveryState, **params: Any) -> None:
        owing.move(self.recovery, state, self.verb, self.user, self.at, **params)

    def note(self, **params: Any) -> None:
        record(self.recovery, f"payments.{self.verb}", actor=self.user, at=self.at, **params)

    def stand(self) -> None:
        """How the claims of the location stand now."""
        claim = self.recovery.claim
        refresh(claim.partner, claim.program, actor=self.user)


@contextmanager
def act(recovery_id: int, verb: str, user: Any | None) -> Iterator[Act]:
    """One transaction around one verb: locks, time, verdict. Raises ActionRefused with the workflow's sentence."""
    with transaction.atomic():
        found = Recovery.objects.select_related("claim__partner", "claim__program")
        held(found.get(pk=recovery_id).claim_id)
        recovery = found.select_for_update(of=("self",)).get(pk=recovery_id)
        one = Act(recovery, verb, user, clock.now())
        _require(recovery, verb, user, one.at)
        yield one


def open_recovery(claim_id: int, amount: Decimal, reason: str, *, user: Any) -> Recovery:
    """By hand. amount: in the claim's currency, at most what was paid and is not asked back already.

    Raises ActionRefused.
    """
    if not reason.strip():
        raise ActionRefused(SAY_WHY, {"reason": SAY_WHY})
    with transaction.atomic():
        claim = held(claim_id)
        return _open(claim, amount, reason.strip()[:1000], user, clock.now())


def _open(
    claim: Claim,
    amount: Decimal,
    reason: str,
    user: Any | None,
    at: datetime,
    call: OriginalsCall | None = None,
) -> Recovery:
    made = Recovery(
        claim=claim,
        call=call,
        amount=amount,
        currency=claim.currency,
        reason=reason,
        opened_by=user,
        opened_at=at,
    )
    _require(made, "open_recovery", user, at)
    most = most_to_recover(claim)
    if not 0 < amount <= most:
        words = _("At most %(most)s can be asked back for this claim.")
        sentence = words % {"most": format_money(most, claim.currency, "en")} if most > 0 else NOTHING_PAID
        raise ActionRefused(sentence, {"amount": sentence})
    made.save()
    record(made, "payments.open_recovery", actor=user, at=at, reason=reason, amount=amount)
    refresh(claim.partner, claim.program, actor=user)
    return made


def announce(recovery_id: int, *, user: Any) -> None:
    """Tell the partner: from then on the days run after which it is offset. Raises ActionRefused."""
    with act(recovery_id, "announce", user) as one:
        found, starts = one.recovery, offset_from(one.recovery, one.at)
        found.announced_by, found.announced_at, found.offset_from = user, one.at, starts
        found.save(update_fields=["announced_by", "announced_at", "offset_from"])
        one.move(RecoveryState.ANNOUNCED, offset_from=local_day(starts, found.claim.program.zone))
        telling.recovery_announced(found, one.at)


def note_repayment(
    recovery_id: int, amount: Decimal, received_on: date, reference: str, *, user: Any
) -> Repayment:
    """The partner sent money back. Raises ActionRefused for more than is owed and for a day in the future."""
    with act(recovery_id, "note_repayment", user) as one:
        found = one.recovery
        owed = outstanding(found)
        if amount > owed:
            words = _("Only %(owed)s are still owed.") % {"owed": format_money(owed, found.currency, "en")}
            raise ActionRefused(words, {"amount": words})
        if received_on > local_day(one.at, found.claim.program.zone):
            raise ActionRefused(IN_FUTURE, {"received_on": IN_FUTURE})
        if found.repayments.filter(reference=reference).exists():
            words = _("This repayment is noted already.")
            raise ActionRefused(words, {"reference": words})
        made = Repayment.objects.create(
            recovery=found,
            amount=amount,
            received_on=received_on,
            reference=reference,
            noted_by=user,
            noted_at=one.at,
        )
        one.note(amount=amount, reference=reference, received_on=received_on)
        owing.settle_if_nothing_is_owed(found, one.at)
        one.stand()
    return made


def propose_waiver(recovery_id: int, reason: str, *, user: Any) -> None:
    """One person says why it is not asked for any more; another agrees. Raises ActionRefused."""
    if not reason.strip():
        raise ActionRefused(SAY_WHY_NOT, {"reason": SAY_WHY_NOT})
    with act(recovery_id, PROPOSE_WAIVER, user) as one:
        one.note(reason=reason.strip())


def waive(recovery_id: int, *, user: Any) -> None:
    """A second person agrees: it is not asked for any more. Raises ActionRefused."""
    with act(recovery_id, "waive", user) as one:
        proposal = proposal_of(one.recovery)
        if proposal is None:
            raise ActionRefused(_("Nothing is proposed that could be agreed to."))
        reason = proposal.facts["reason"]
        _waived(one, user, reason, reason=reason, second=str(proposal.by))


def _waived(one: Act, by: Any, because: str, **params: Any) -> None:
    found = one.recovery
    found.waived_by, found.waived_at, found.waived_because = by, one.at, because[:1000]
    found.state = RecoveryState.WAIVED
    found.save(update_fields=["state", "waived_by", "waived_at", "waived_because"])
    one.note(**params)
    one.stand()
    telling.recovery_settled(found, one.at, waived=True)


def open_for_originals(at: datetime) -> int:
    """Originals that were not shown, of claims that were paid: the money has to come back. How many there were."""
    calls = OriginalsCall.objects.filter(recovery_due_at__isnull=False, recovery=None, claim__approved__gt=0)
    return each(calls.order_by("pk"), _open_for, "open recovery for")


def _open_for(call: OriginalsCall) -> bool:
    with transaction.atomic():
        claim = held(call.claim_id)
        now = OriginalsCall.objects.get(pk=call.pk)
        most = most_to_recover(claim)
        if now.recovery_due_at is None or Recovery.objects.filter(call=now).exists() or most <= 0:
            return False
        _open(claim, most, now.outcome_words or str(NOT_SHOWN), None, clock.now(), now)
    return True


def call_off_answered(at: datetime) -> int:
    """Originals that came late and are in order: nothing has to come back for them. How many there were."""
    mended = Recovery.objects.unsettled().filter(call__isnull=False, call__recovery_due_at=None)
    return each(mended.order_by("pk"), _call_off, "call off recovery")


def _call_off(recovery: Recovery) -> bool:
    with act(recovery.pk, "call_off", None) as one:
        call = one.recovery.call
        if call is None or call.recovery_due_at is not None:
            return False
        _waived(one, call.closed_by, call.outcome_words or _("The originals are in order."))
    return True


def _require(recovery: Recovery, verb: str, user: Any | None, at: datetime) -> None:
    verdict = workflow.verdict(recovery, verb, user, at)
    if not verdict:
        raise ActionRefused(verdict)
