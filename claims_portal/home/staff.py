"""What the vendor's people meet first: their queue, recommendations, periods, what is ready to be paid."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Q

from accounts.models import User
from associations.models import Association
from claims.bench import waiting_recommendation
from claims.enums import ClaimState
from claims.models import Claim, OriginalsCall
from claims.querysets import ClaimQuerySet
from claims.queue import Due, due_of
from claims.retention import AGREEING
from documents.models import Purge
from funds.earnings.querysets import CONFIRMING
from funds.models import EarningsImport
from history.models import Event, Verification
from payments.enums import BatchState, TaxInvoiceState
from payments.models import Batch, TaxInvoice
from payments.overview import sums_of
from programs.enums import VendorRole
from programs.models import ExtensionRequest, Program, UsagePeriod
from programs.rules import days_left
from review.models import Assignment

ROWS = 6
#: So near a promise is at risk.
A_DAY = timedelta(days=1)


@dataclass(frozen=True)
class Waiting:
    """A claim that waits for us, and until when that was promised."""

    claim: Claim
    due: Due


def screen(user: User, roles: set[VendorRole], at: datetime) -> dict[str, Any]:
    """The context of the first screen, with the parts of the person's roles; a fixed number of queries each."""
    queue = Claim.objects.in_queue(user)
    context: dict[str, Any] = {
        "roles": {role.value.lower() for role in roles},
        "counts": queue.open().by_state(),
    }
    for role, part in PARTS.items():
        if role in roles:
            context[role.value.lower()] = part(user, queue, at)
    if roles & set(AGREEING):
        context["purges"] = _purges(user)
    if roles & set(CONFIRMING):
        waiting = EarningsImport.objects.to_confirm_by(user).for_reading()
        context["imports"] = list(waiting.order_by("pk")[:ROWS])
    return context


def _purges(user: User) -> list[Purge]:
    """Lists of files to delete that wait for this person's yes, the oldest first (R15)."""
    programs = Program.objects.with_role(user, *AGREEING)
    waiting = Purge.objects.filter(agreed_at=None, cancelled_at=None, program__in=programs).exclude(
        made_by=user
    )
    return list(waiting.select_related("program", "made_by").order_by("pk")[:ROWS])


def desk_of(user: User, queue: ClaimQuerySet) -> ClaimQuerySet:
    """Of the queue what a reviewer has taken or was given."""
    given = Assignment.objects.of_kind(Claim).filter(to=user).values("subject_id")
    mine = Q(state=ClaimState.UNDER_REVIEW, taken_by=user) | Q(pk__in=given)
    return queue.filter(mine)


def _reviewer(user: User, queue: Any, at: datetime) -> dict[str, Any]:
    waiting = queue.takeable_by(user).exclude(state=ClaimState.UNDER_REVIEW)
    answered = OriginalsCall.objects.open().exclude(answer="").filter(claim__in=queue.order_by())
    return {
        "waiting": _waiting(waiting, at),
        "mine": _waiting(desk_of(user, queue), at),
        "customers": Association.objects.in_queue(user).takeable_by(user).count(),
        "originals": list(answered.select_related("claim__partner").order_by("answered_at")[:ROWS]),
    }


def _waiting(claims: ClaimQuerySet, at: datetime) -> list[Waiting]:
    """The first of those that were promised something, in the order of the queue."""
    promised = claims.exclude(promised_at=None).for_lists().most_urgent_first()[:ROWS]
    return [Waiting(claim, due) for claim in promised if (due := due_of(claim, None, at))]


def _approver(user: User, queue: Any, at: datetime) -> dict[str, Any]:
    waiting = queue.approvable_by(user).for_lists().prefetch_related("decisions__by")
    claims = waiting.most_urgent_first()[:ROWS]
    return {"waiting": [(claim, waiting_recommendation(claim)) for claim in claims]}


def _payer(user: User, queue: Any, at: datetime) -> dict[str, Any]:
    programs = list(Program.objects.with_role(user, VendorRole.PAYER).order_by("code"))
    batches = Batch.objects.visible_to(user).filter(program__in=programs, state=BatchState.MADE)
    invoices = TaxInvoice.objects.filter(claim__program__in=programs, state=TaxInvoiceState.GIVEN)
    return {
        "sums": sums_of(programs, at),
        "mine": {one.pk for one in programs},
        "made": list(batches.select_related("program", "made_by").order_by("made_at")[:ROWS]),
        "invoices": invoices.count(),
    }


def _manager(user: User, queue: Any, at: datetime) -> dict[str, Any]:
    programs = Program.objects.with_role(user, VendorRole.MANAGER)
    open_periods = UsagePeriod.objects.with_deadlines().filter(
        program__in=programs, deadline__gt=at, first_day__lte=(at + timedelta(days=1)).date()
    )
    rows = [(one, days_left(at, one.deadline, one.program.zone)) for one in open_periods.order_by("deadline")]
    asked = ExtensionRequest.objects.open().filter(period__program__in=programs).for_reading()
    return {
        "periods": rows,
        "at_risk": _waiting(queue.open().filter(promised_at__lte=at + A_DAY), at),
        "extensions": list(asked.order_by("asked_at")[:ROWS]),
    }


def _auditor(user: User, queue: Any, at: datetime) -> dict[str, Any]:
    ids = [claim.pk for claim in queue.order_by("-changed_at")[:ROWS]]
    events = Event.objects.filter(subject_kind=Claim.SUBJECT_KIND, subject_id__in=ids)
    verified = Verification.objects.exclude(finished_at=None).first()
    return {
        "latest": list(queue.for_lists().order_by("-changed_at")[:ROWS]),
        "events": events.count(),
        "verified": verified,
    }


PARTS = {
    VendorRole.REVIEWER: _reviewer,
    VendorRole.APPROVER: _approver,
    VendorRole.PAYER: _payer,
    VendorRole.MANAGER: _manager,
    VendorRole.AUDITOR: _auditor,
}
