"""Claims for tests, in any state, made by the portal's own actions."""

from collections.abc import Sequence
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import factory
from factory.django import DjangoModelFactory

from claims.actions import deciding, drafting, leaving, originals, reviewing, submitting
from claims.models import Ask, Claim, Expense, Proof, WorkItem
from claims.outcomes import LineOutcome
from claims.parts import name_of_line
from claims.promises import promised
from documents.models import Document
from funds.actions.ledger import earn, fund_for
from lifecycle import clock
from programs.enums import RequirementKind
from programs.models import ActivityTypeVersion, UsagePeriod
from programs.rules import local_day
from review.models import Request, RequestItem
from review.wanted import Wanted
from tests.factories.documents import DocumentFactory
from tests.factories.people import People
from tests.factories.programs import (
    LONG_AGO,
    ActivityTypeVersionFactory,
    ExpenseKindFactory,
    RequirementFactory,
    UsagePeriodFactory,
    published,
)


def current_period(people: People, **days: date) -> UsagePeriod:
    """The program's usage period around today, made once: from 60 days ago to 30 days ahead."""
    today = local_day(clock.now(), people.program.zone)
    usual = {"first_day": today - timedelta(days=60), "last_day": today + timedelta(days=30)}
    found = UsagePeriod.objects.filter(program=people.program).containing(today).first()
    return found or UsagePeriodFactory(program=people.program, **(usual | days))


def activity_type() -> ActivityTypeVersion:
    """A published activity: a core requirement, one slot of proof, a result figure, one kind of expense."""
    version = ActivityTypeVersionFactory()
    version.expense_kinds.add(ExpenseKindFactory())
    RequirementFactory(
        version=version, key="brand", kind=RequirementKind.CORE, accepts_files=False, position=0
    )
    RequirementFactory(version=version, key="photos", accepts_link=True, accepts_text=True, position=1)
    RequirementFactory(
        version=version,
        key="reach",
        kind=RequirementKind.METRIC,
        accepts_files=False,
        accepts_number=True,
        position=2,
    )
    return published(version)


def draft(
    people: People, *amounts: int | str, activity: ActivityTypeVersion | None = None, **facts: Any
) -> Claim:
    """A complete draft of Anna's, ready to be submitted: one line for each amount (default: 1,200)."""
    period = current_period(people)
    activity = activity or activity_type()
    claim = drafting.create(
        people.partner, period, activity, facts.pop("title", "Autumn campaign"), user=people.anna
    )
    first = local_day(claim.created_at, people.program.zone) - timedelta(days=20)
    Claim.objects.filter(pk=claim.pk).update(first_day=first, last_day=first + timedelta(days=2), **facts)
    for position, amount in enumerate(amounts or (1200,), start=1):
        expense_for(claim, amount, position)
    prove(claim, people)
    return Claim.objects.get(pk=claim.pk)


def expense_for(
    claim: Claim, amount: int | str, position: int = 1, document: Document | None = None
) -> Expense:
    """An invoice line with a clean file."""
    return Expense.objects.create(
        claim=claim,
        position=position,
        kind=claim.activity.expense_kinds.first(),
        vendor=f"Druckhaus {position}",
        invoice_number=f"RE-{position}",
        invoice_date=claim.created_at.date() - timedelta(days=15),
        currency=claim.currency,
        net=Decimal(amount),
        tax=Decimal(amount) * Decimal("0.19"),
        amount=Decimal(amount),
        document=document or DocumentFactory(partner=claim.partner, uploaded_by=claim.owner, clean=True),
    )


def work_for(claim: Claim, **facts: Any) -> WorkItem:
    """A day of in-house work on the claim's first day: 7.5 hours at 80."""
    usual = {"person": "Jürgen Weiß", "role": "Designer", "work": "Drew the banner", "day": claim.first_day}
    kind = claim.activity.expense_kinds.first()
    by_hour = {"hours": Decimal("7.5"), "rate": Decimal(80)}
    return WorkItem.objects.create(claim=claim, kind=kind, **(usual | by_hour | facts))


def asked_of_ben(claim: Claim, people: People, **facts: Any) -> Ask:
    """Anna asks Ben for the photos."""
    requirement = claim.activity.requirements.get(key="photos")
    usual = {"requirement": requirement, "words": "The photos of the hall, please.", "at": clock.now()}
    return Ask.objects.create(claim=claim, by=people.anna, asked=people.ben, **(usual | facts))


def prove(claim: Claim, people: People) -> None:
    """Fill every slot of the activity."""
    for requirement in claim.activity.requirements.exclude(kind=RequirementKind.CORE):
        given = {"claim": claim, "requirement": requirement, "added_by": people.anna, "added_at": clock.now()}
        if requirement.accepts_files:
            file = DocumentFactory(partner=claim.partner, uploaded_by=people.anna, clean=True)
            Proof.objects.create(document=file, **given)
        else:
            Proof.objects.create(text="2500", **given)


def money_for(people: People, amount: int | str = 100_000) -> None:
    """Earnings in the fund of the current period."""
    fund = fund_for(people.partner, people.program, current_period(people))
    earn(fund, Decimal(amount), actor=None, at=LONG_AGO)


def submitted(people: People, *amounts: int | str, **facts: Any) -> Claim:
    """Submitted by Anna from a fund with enough in it."""
    claim = draft(people, *amounts, **facts)
    money_for(people)
    return submitting.submit(claim.pk, user=people.anna)


def under_review(people: People, *amounts: int | str, **facts: Any) -> Claim:
    """Taken by Rita."""
    return reviewing.take(submitted(people, *amounts, **facts).pk, user=people.rita)


def asked(
    people: People, words: str = "Please send the agenda.", *amounts: int | str, part: str = "", **facts: Any
) -> Claim:
    """Rita asked for more, of the claim as a whole or of one part: "slot:photos", "line:1" for the first line."""
    claim = under_review(people, *amounts, **facts)
    if part.startswith("line:"):
        part = name_of_line(claim.expenses.get(position=part.removeprefix("line:")))
    return reviewing.request_documents(claim.pk, [Wanted(part, words=words)], user=people.rita)


def asked_item(claim: Claim, position: int = 1) -> RequestItem:
    """One of the things that are asked for just now."""
    return RequestItem.objects.get(request__in=Request.objects.about(claim).open(), position=position)


def outcomes(claim: Claim, *amounts: int | str) -> dict[Expense, LineOutcome]:
    """What a decision says of each line: these amounts, a cut with its reason; without amounts all as claimed."""
    lines: Sequence[Expense] = list(claim.expenses.all())
    decided = [Decimal(one) for one in amounts] or [one.amount for one in lines]
    return {
        line: LineOutcome(amount, "" if amount == line.amount else "Alcohol is never reimbursed.")
        for line, amount in zip(lines, decided, strict=True)
    }


def decided(
    people: People, *approved: int | str, claimed: Sequence[int | str] = (1200,), **facts: Any
) -> Claim:
    """Decided by Rita."""
    claim = under_review(people, *claimed, **facts)
    return decide(claim, outcomes(claim, *approved), user=people.rita)


def decide(
    claim: Claim, lines: dict[Expense, LineOutcome], reason: str = "", *, user: Any, **more: Any
) -> Claim:
    """Decided, and told to the partner at once."""
    return left(deciding.decide(claim.pk, lines, reason, user=user, **more))


def left(claim: Claim) -> Claim:
    """Whoever decided it does not wait any longer."""
    return leaving.leave(claim.pk, user=claim.decisions.leaving().get().by)


def called_for(people: People) -> Claim:
    """Decided, and Rita calls for its originals."""
    claim = decided(people)
    originals.call(claim.pk, "The invoice, on paper.", user=people.rita)
    return claim


def recommended(people: People, *amounts: int | str, **facts: Any) -> Claim:
    """Above the limit, recommended by Rita as claimed, waiting for a second person."""
    claim = under_review(people, *(amounts or (14_800,)), **facts)
    return deciding.recommend(claim.pk, outcomes(claim), "All documents fit.", user=people.rita)


class SubmittedRow(DjangoModelFactory):
    """A bare row of a submitted claim, where many are needed. Needs `people`."""

    class Meta:
        model = Claim
        exclude = ("people",)

    people: Any = None
    partner = factory.SelfAttribute("people.partner")
    program = factory.SelfAttribute("people.program")
    period = factory.LazyAttribute(lambda one: current_period(one.people))
    activity = factory.LazyFunction(lambda: ActivityTypeVersion.objects.first() or activity_type())
    owner = factory.SelfAttribute("people.anna")
    title = factory.Sequence(lambda n: f"Activity {n}")
    number = factory.Sequence(lambda n: f"COOP-2026-9{n:05d}")
    state = "SUBMITTED"
    claimed = Decimal(500)
    created_at = changed_at = submitted_at = waiting_since = factory.LazyFunction(clock.now)
    submitted_by = factory.SelfAttribute("people.anna")
    disputed_at = None
    promised_at = factory.LazyAttribute(lambda one: promised(_as_claim(one)))


def _as_claim(one: Any) -> Claim:
    """What a promise is read from, of a row that is still being made."""
    return Claim(state=one.state, waiting_since=one.waiting_since, program=one.program)
