"""How the story is told: small steps that call the portal's acts as its people would."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

from django.db.models import F

from accounts.models import Partner, User
from claims.actions import deciding, drafting, filing, leaving, proving, submitting
from claims.models import Claim, Expense
from claims.outcomes import LineOutcome
from documents import tasks
from documents.models import Document
from documents.stored import StoredUpload
from lifecycle import clock
from notifications.enums import MessageState
from notifications.models import Message
from outbox.models import Job
from programs.enums import RequirementKind
from programs.models import ActivityTypeVersion, ExpenseKind, Requirement, UsagePeriod
from programs.rules import DAYS_TO_SUBMIT, fiscal_year, local_day

#: Mails of the last days are sent by the worker when the demo starts.
FRESH = timedelta(days=4)


def today(zone: str = "Europe/Berlin") -> date:
    """The demo's present day."""
    return local_day(clock.now(), zone)


@contextmanager
def days_ago(days: float) -> Iterator[None]:
    """Let what follows have happened then."""
    with clock.shifted(timedelta(days=-days)):
        yield


def story_period(program_code: str) -> UsagePeriod:
    """The usage period the story plays in: begun long enough ago for activities, its deadline still ahead.

    In the first 45 days of a half-year that is the one before, which can still be claimed.
    """
    day = today() - timedelta(days=DAYS_TO_SUBMIT + 1)
    return UsagePeriod.objects.with_deadlines().get(
        program__code=program_code, first_day__lte=day, last_day__gte=day
    )


def period_before(period: UsagePeriod) -> UsagePeriod:
    """The usage period before, already closed."""
    return UsagePeriod.objects.with_deadlines().get(
        program=period.program, last_day=period.first_day - timedelta(days=1)
    )


def activity(code: str, period: UsagePeriod) -> ActivityTypeVersion:
    """The version of an activity type that holds in the period."""
    return ActivityTypeVersion.objects.current(fiscal_year(period.last_day)).get(activity_type__code=code)


def upload(name: str, content: bytes) -> StoredUpload:
    """A file on its way, as a browser would send it."""
    stored = StoredUpload(name)
    stored.write(content)
    stored.finish()
    return stored


def check_now(document: Document | None) -> None:
    """Do the worker's part at once, so that the story can go on."""
    if document:
        tasks.check.body(document=document.pk, at=clock.now())


def draft(
    partner: Partner,
    period: UsagePeriod,
    code: str,
    title: str,
    first: date,
    last: date,
    *,
    by: User,
    **facts: Any,
) -> Claim:
    """A draft with its activity filled in."""
    claim = drafting.create(partner, period, activity(code, period), title, user=by)
    facts = {"first_day": first, "last_day": last, "place": "Kiel", **facts}
    return drafting.edit_activity(claim.pk, user=by, **facts)


def add_invoice(
    claim: Claim,
    vendor: str,
    number: str,
    day: date,
    net: str,
    what: str,
    *,
    by: User,
    file: tuple[str, bytes],
) -> Expense:
    """An invoice line with its file."""
    kind: ExpenseKind = claim.activity.expense_kinds.order_by("position").first()
    tax = (Decimal(net) * Decimal("0.19")).quantize(Decimal("0.01"))
    expense = Expense(
        claim=claim,
        kind=kind,
        vendor=vendor,
        invoice_number=number,
        invoice_date=day,
        net=Decimal(net),
        tax=tax,
        description=what,
    )
    return drafting.save_expense(claim.pk, expense, user=by, upload=upload(*file))


def prove_all(
    claim: Claim, files: dict[str, tuple[str, bytes]], *, by: User, but: tuple[str, ...] = ()
) -> None:
    """Answer every requirement except the named ones; `files` by requirement key, "*" for the others."""
    seen = today() - timedelta(days=20)
    for requirement in claim.activity.requirements.exclude(kind=RequirementKind.CORE).exclude(key__in=but):
        for _one in range(requirement.minimum):
            _prove(claim, requirement, files, seen, by)


def _prove(claim: Claim, requirement: Requirement, files: dict, seen: date, by: User) -> None:
    if requirement.kind == RequirementKind.METRIC:
        proving.save_results(claim.pk, {requirement: "240"}, user=by)
    elif requirement.accepts_files:
        name, content = files.get(requirement.key, files["*"])
        try:
            proving.add_file(claim.pk, requirement, upload(name, content), user=by)
        except proving.AlreadyHere as same:
            filing.use_file(claim.pk, requirement, same.document, user=by)
    elif requirement.accepts_link:
        link = "https://www.nordlicht.example/herbst"
        proving.add_link(claim.pk, requirement, link, seen, user=by)


def submit(claim: Claim, *, by: User, checked: bool = True) -> Claim:
    """Submit a draft; with `checked`, its files have passed the checks."""
    if checked:
        for document in Document.objects.filter(partner=claim.partner, state="PENDING"):
            check_now(document)
    return submitting.submit(claim.pk, user=by)


def decide(claim: Claim, lines: Mapping[Expense, LineOutcome], words: str, *, by: User) -> Claim:
    """Decide, and let the decision leave at once."""
    deciding.decide(claim.pk, dict(lines), words, user=by)
    return leaving.leave(claim.pk, user=by)


def deliver_old_mails(at: datetime) -> None:
    """What the story promised long ago was delivered and read then; the worker sends only what is fresh."""
    old = at - FRESH
    waiting = Message.objects.filter(state=MessageState.QUEUED, created_at__lt=old)
    waiting.update(state=MessageState.SENT, sent_at=F("due_at"), read_at=F("due_at"))
    Job.objects.open().filter(task="notifications.deliver", created_at__lt=old).update(
        done_at=F("created_at")
    )
