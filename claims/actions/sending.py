"""What was prepared as an answer becomes part of the claim, when it is sent or its time is over."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from claims.actions.door import Act
from claims.answers import FILE, Answer, answers_of, read_value
from claims.converting import at_frozen_rate
from claims.duplicates import fingerprint
from claims.filling import origins_of
from claims.models import Correction, Expense, Proof
from claims.parts import facts_of
from claims.readiness import PRESENT, counts
from funds.actions import ledger as funds
from review.models import Request


@dataclass(frozen=True)
class Sent:
    """answered: ids of the items something was given for; claimed: the claim's new total; facts: for its event."""

    answered: list[int]
    claimed: Decimal
    facts: dict[str, Any]


def send(one: Act, request: Request) -> Sent:
    """Write what was prepared for each item: files and links into their slots, an exchanged file and corrections
    into the line. What a corrected amount no longer claims is free in the fund (R11).
    """
    answers = answers_of(one.claim, request)
    for answer in answers:
        if answer.part.exchanged:
            _exchange(one, answer, answer.part.exchanged)
        elif answer.part.requirement and any(map(counts, answer.proofs)):
            _into_slot(one, answer)
    freed = _correct(one, request)
    left = [facts_of(one.part, one.item) for one in answers if not one.given]
    sent = answers_of(one.claim, request)
    return Sent(
        [answer.item.pk for answer in answers if answer.given],
        one.claim.claimed - freed,
        {"given": _given(sent), "corrected": _corrected(sent), "left": left},
    )


def _exchange(one: Act, answer: Answer, line: Expense) -> None:
    """The file given for a line takes the place of its own, which stays beside it unless the checks refused it."""
    given = [(proof, proof.document) for proof in answer.proofs if proof.document and counts(proof)]
    if not given:
        return
    proof, new = given[-1]
    old = line.document
    Correction.objects.create(
        item=answer.item,
        expense=line,
        field=FILE,
        before=old.public_id if old else "",
        after=new.public_id,
        by=proof.added_by,
        at=proof.added_at,
    )
    line.document = new
    line.save(update_fields=["document"])
    if old and old.state in PRESENT:
        Proof.objects.filter(pk=proof.pk).update(document=old)
    else:
        proof.delete()


def _into_slot(one: Act, answer: Answer) -> None:
    """What the checks refused goes out of the slot when something came for it."""
    requirement = answer.part.requirement
    there = one.claim.proofs.filter(requirement=requirement, document__isnull=False)
    there.exclude(document__state__in=PRESENT).delete()
    one.claim.proofs.filter(item=answer.item).update(requirement=requirement)


def _correct(one: Act, request: Request) -> Decimal:
    """Write the corrections; returns by how much less the claim claims. All of them count as sent."""
    waiting = Correction.objects.filter(item__request=request, sent_at=None)
    by_line: dict[int, list[Correction]] = defaultdict(list)
    for correction in waiting:
        by_line[correction.expense_id].append(correction)
    lines = one.claim.expenses.filter(pk__in=by_line).select_related("document__reading")
    freed = sum((_write(one, line, by_line[line.pk]) for line in lines), Decimal(0))
    waiting.update(sent_at=one.at)
    if freed:
        fund = funds.fund_for(one.claim.partner, one.claim.program, one.claim.period)
        funds.release(fund, freed, subject=one.claim, actor=one.user, at=one.at)
    return freed


def _write(one: Act, line: Expense, corrections: list[Correction]) -> Decimal:
    before = line.amount
    for correction in corrections:
        if correction.field != FILE:
            setattr(line, correction.field, read_value(correction.field, correction.after))
    line.amount = at_frozen_rate(line, line.net, one.claim)
    line.fingerprint = fingerprint(line.vendor, line.invoice_number)
    line.origins = origins_of(line)
    line.save()
    return before - line.amount


def _given(answers: list[Answer]) -> list[dict[str, Any]]:
    """Files, links and words for each item in plain values, for the history; an exchanged file is a correction."""
    rows = [
        {
            "part": answer.part.facts,
            "proofs": [str(proof) for proof in answer.added if counts(proof)],
            "words": answer.item.comment,
        }
        for answer in answers
    ]
    return [row for row in rows if row["proofs"] or row["words"]]


def _corrected(answers: list[Answer]) -> list[dict[str, Any]]:
    """The corrections in plain values, for the history; of a file its name."""
    return [_plain(correction, answer.names) for answer in answers for correction in answer.corrections]


def _plain(correction: Correction, names: Mapping[str, str]) -> dict[str, Any]:
    line = correction.expense
    values = {"before": correction.before, "after": correction.after}
    if correction.field == FILE:
        values = {name: names.get(text, "") for name, text in values.items()}
    return {"line": line.position, "currency": line.currency, "field": correction.field, **values}
