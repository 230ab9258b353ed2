"""A claim as a row of the partner's list: its amount so far and the date that comes next."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from django.db.models import Sum
from django.utils.translation import gettext_lazy as _

from claims.enums import ClaimState
from claims.models import Claim, Expense
from claims.pacing import Expected, expected_for
from review.models import Request


@dataclass(frozen=True)
class Row:
    """`due`: the instant that comes next, with what it is in `due_words`; None where nothing is awaited."""

    claim: Claim
    amount: Decimal
    due: datetime | None
    due_words: str


def rows(claims: Iterable[Claim], at: datetime) -> list[Row]:
    """Rows for claims of `for_lists().with_deadline()`: four queries, however many there are."""
    shown = list(claims)
    sums = Expense.objects.filter(claim__in=[one.pk for one in shown]).order_by().values_list("claim")
    amounts = dict(sums.annotate(Sum("amount")))
    asked = Request.objects.open().filter(
        subject_kind=Claim.SUBJECT_KIND, subject_id__in=[one.pk for one in shown]
    )
    due = {request.subject_id: request.due_at for request in asked}
    expected = expected_for(shown, at)
    return [
        Row(
            one,
            one.claimed or amounts.get(one.pk, Decimal(0)),
            *_next(one, due.get(one.pk), expected.get(one.pk)),
        )
        for one in shown
    ]


def _next(
    claim: Claim, asked_until: datetime | None, expected: Expected | None
) -> tuple[datetime | None, str]:
    if claim.state == ClaimState.EDITING:
        return claim.deadline, _("Submit by")
    if claim.state == ClaimState.ACTION_REQUIRED:
        return asked_until, _("Answer by")
    if expected:
        return expected.by, _("Overdue, expected by") if expected.overdue else _("Decision expected by")
    return None, ""
