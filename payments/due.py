"""What is still to be paid of claims, by line (R17): approved and not disputed, less what payments hold."""

from collections import defaultdict
from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Sum

from claims.enums import DECIDED_STATES
from claims.models import Claim, Decision, DecisionLine, DisputedLine
from funds.enums import Figure
from funds.models import FundEntry
from payments.models import PaymentItem

ZERO = Decimal(0)


@dataclass(frozen=True)
class DueLine:
    """What is to be paid of one line, in the program's currency; always more than nothing."""

    expense_id: int
    amount: Decimal


@dataclass(frozen=True)
class Due:
    """Of one claim: what is to be paid now, in the order of its lines, and what the ledger says was paid."""

    lines: tuple[DueLine, ...] = ()
    paid: Decimal = ZERO


def lines_due(
    approved: Mapping[int, Decimal], held: Mapping[int, Decimal], disputed: Set[int], most: Decimal
) -> tuple[DueLine, ...]:
    """What is to be paid now, in the order of the lines.

    approved: by line, as the last decision that left says; held: by line, what live payments hold of it; disputed:
    lines that wait for a second decision; most: what the claim as a whole is still owed. A second decision may move
    money between lines of which one was paid already: then no line gets more than the whole is owed.
    """
    due, left = [], most
    for line, amount in approved.items():
        part = min(amount - held.get(line, ZERO), left)
        if line not in disputed and part > 0:
            due.append(DueLine(line, part))
            left -= part
    return tuple(due)


def dues_of(claims: Sequence[Claim]) -> dict[int, Due]:
    """What is to be paid of each of some claims, by claim; at most six queries, however many there are.

    What the ledger calls paid counts as held too, whoever wrote it: nothing is paid twice.
    """
    owed = [claim for claim in claims if claim.approved]
    held, outcomes, disputed, paid = _held_by(owed), _outcomes_of(owed), _disputed_in(owed), _paid_for(owed)
    found = {}
    for claim in owed:
        taken, left = held[claim.pk], paid.get(claim.pk, ZERO)
        most = (claim.approved or ZERO) - max(sum(taken.values(), ZERO), left)
        approved = {line.expense_id: line.approved for line in outcomes[claim.pk]}
        found[claim.pk] = Due(lines_due(approved, taken, disputed.get(claim.pk, frozenset()), most), left)
    return found


def in_dispute(claim: Claim) -> bool:
    """Whether a second decision is still to come; it may pass through other states on the way."""
    return bool(claim.disputed_at) and claim.state not in DECIDED_STATES


def _held_by(claims: Sequence[Claim]) -> dict[int, dict[int, Decimal]]:
    """By claim and line: what live payments hold."""
    found: dict[int, dict[int, Decimal]] = defaultdict(dict)
    rows = PaymentItem.objects.live().filter(claim__in=claims).order_by()
    for claim, line, amount in rows.values_list("claim", "expense").annotate(Sum("amount")):
        found[claim][line] = amount
    return found


def _outcomes_of(claims: Sequence[Claim]) -> dict[int, list[DecisionLine]]:
    """By claim: the lines of the last decision that left the house, in the claim's order."""
    left = Decision.objects.left().filter(claim__in=claims).order_by("claim", "-pk").distinct("claim")
    by_decision = dict(left.values_list("pk", "claim"))
    found: dict[int, list[DecisionLine]] = defaultdict(list)
    lines = DecisionLine.objects.filter(decision__in=by_decision).order_by("expense__position", "expense")
    for line in lines:
        found[by_decision[line.decision_id]].append(line)
    return found


def _disputed_in(claims: Sequence[Claim]) -> dict[int, frozenset[int]]:
    """By claim in dispute: its disputed lines; every line that was cut where it is disputed as a whole."""
    waiting = [claim for claim in claims if in_dispute(claim)]
    found: dict[int, set[int]] = {claim.pk: set() for claim in waiting}
    for claim_id, line in DisputedLine.objects.filter(claim__in=waiting).values_list("claim", "expense"):
        found[claim_id].add(line)
    whole = [claim for claim in waiting if not found[claim.pk]]
    for claim_id, outcomes in _outcomes_of(whole).items() if whole else ():
        found[claim_id] = {line.expense_id for line in outcomes if line.approved < line.claimed}
    return {claim_id: frozenset(lines) for claim_id, lines in found.items()}


def _paid_for(claims: Sequence[Claim]) -> dict[int, Decimal]:
    """By claim: what the ledger says was paid and did not come back."""
    entries = FundEntry.objects.filter(
        subject_kind=Claim.SUBJECT_KIND, subject_id__in=[claim.pk for claim in claims]
    )
    by_claim = entries.counting({Figure.PAID: 1}).order_by().values_list("subject_id")
    return dict(by_claim.annotate(Sum("counted")))
