"""In-house work: its items, its certification, and the document a worker writes of it (R4)."""

from collections import defaultdict
from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.db.models import Sum
from django.utils import timezone
from django.utils.translation import get_language, override
from django.utils.translation import gettext as _

from claims.actions.door import Act, act
from claims.actions.writing import written
from claims.certified import as_bytes, data_of, hash_of, in_force, totals
from claims.meanwhile import merge, told_by
from claims.models import Certification, Claim, Expense, WorkItem
from documents import actions as documents
from documents.enums import Origin
from documents.pdf import draw
from documents.stored import StoredUpload
from lifecycle import ActionRefused
from outbox.actions import enqueue
from programs.meanwhile import REMOVED, require_same
from programs.models import ExpenseKind
from programs.rules import local_day

WRITE = "claims.write_certification"
HOURS_OF_A_DAY = 24


def save_item(claim_id: int, item: WorkItem, *, user: Any, seen: Mapping[str, str] | None = None) -> WorkItem:
    """Add or change one person's work of one day. `seen`: marks of what the person saw of it.

    Raises ActionRefused where that person's day would get more than 24 hours, and Overtaken where somebody
    else changed the same meanwhile.
    """
    with act(claim_id, "edit", user) as one:
        if seen:
            _agree(one, item, seen)
        _refuse_long_day(one.claim, item)
        item.save()
        one.move()
        one.note(what="work", name=item.person, item=item.public_id)
    return item


def _agree(one: Act, item: WorkItem, seen: Mapping[str, str]) -> None:
    """Give the typed item what only somebody else changed of it meanwhile."""
    stored = one.claim.work_items.select_related("kind").filter(pk=item.pk).first()
    if stored is None:
        raise ActionRefused(REMOVED)
    now = {name: getattr(stored, name) for name in seen}
    with told_by(one.claim, "work", item=item.public_id):
        agreed = merge(now, {name: getattr(item, name) for name in seen}, seen)
    for name, value in agreed.items():
        setattr(item, name, value)


def _refuse_long_day(claim: Claim, item: WorkItem) -> None:
    others = claim.work_items.filter(day=item.day, person__iexact=item.person).exclude(pk=item.pk)
    hours = (others.aggregate(sum=Sum("hours"))["sum"] or Decimal(0)) + (item.hours or 0)
    if hours > HOURS_OF_A_DAY:
        words = _("%(person)s would have worked %(hours)s hours on this day; a day has 24.")
        refusal = words % {"person": item.person, "hours": f"{hours.normalize():f}"}
        raise ActionRefused(refusal, {"hours": refusal})


#: What a page that asks whether an item should go shows of it.
SHOWN = ("day", "person", "role", "work", "kind", "hours", "rate", "cost")


def remove_item(claim_id: int, item: WorkItem, *, user: Any, seen: Mapping[str, str] | None = None) -> None:
    """Take one item out; with the last one its lines go too, and what was signed stays readable.

    `seen`: marks of SHOWN, as the person saw it. Raises Overtaken where somebody else changed it meanwhile.
    """
    with act(claim_id, "edit", user) as one:
        item = one.claim.work_items.get(pk=item.pk)
        if seen:
            with told_by(one.claim, "work", item=item.public_id):
                require_same({name: getattr(item, name) for name in SHOWN}, seen)
        name = item.person
        item.delete()
        if not one.claim.work_items.exists():
            _lines(one.claim).delete()
        one.move()
        one.note(what="work_removed", name=name, item=item.public_id)


def as_shown(claim: Claim) -> dict[str, Any]:
    """All that is signed, by item, and the version that is in force already, if one is."""
    items = {item.public_id: " ".join(str(getattr(item, name)) for name in SHOWN) for item in _items(claim)}
    return items | {"signed": in_force(claim)}


def _items(claim: Claim) -> Any:
    return claim.work_items.select_related("kind")


def certify(claim_id: int, name: str, *, user: Any, seen: Mapping[str, str] | None = None) -> Certification:
    """Sign the work as it is now: a new version, its totals as lines, and a document that a worker writes.

    `seen`: marks of `as_shown`; what was not seen is not signed: raises Overtaken.
    """
    with act(claim_id, "certify", user) as one:
        if seen:
            with told_by(one.claim, "work", "work_removed"):
                require_same(as_shown(one.claim), seen)
        data = data_of(one.claim)
        if not data["items"]:
            raise ActionRefused(_("There is no work to certify yet."))
        certification = Certification.objects.create(
            claim=one.claim,
            version=one.claim.certifications.count() + 1,
            data=data,
            sha256=hash_of(data),
            language=get_language() or "en",
            signed_by=user,
            signed_name=name,
            signed_at=one.at,
        )
        _write_lines(one, certification)
        enqueue(WRITE, at=one.at, certification=certification.pk)
        one.move()
        one.note(version=str(certification), name=name, sha256=certification.sha256)
    return certification


def _lines(claim: Claim) -> Any:
    return claim.expenses.filter(certification__isnull=False)


def _write_lines(one: Act, certification: Certification) -> None:
    """One line for each kind of work, in place of those of the version before."""
    claim = one.claim
    _lines(claim).delete()
    last = claim.expenses.order_by("position").last()
    first = last.position + 1 if last else 1
    for position, (kind, amount) in enumerate(totals(claim).items(), start=first):
        Expense.objects.create(
            claim=claim,
            position=position,
            kind=kind,
            vendor=claim.partner.legal_name,
            invoice_number=str(certification),
            invoice_date=local_day(one.at, claim.program.zone),
            description=_("In-house work"),
            currency=claim.currency,
            net=amount,
            amount=amount,
            certification=certification,
        )


def write(certification: Certification, at: datetime) -> None:
    """Draw the document of a certification and keep it; called again it does nothing.

    Raises StorageAway. The signer's language and the words of that day: they are in the data.
    """
    if certification.document_id:
        return
    with override(certification.language), timezone.override(certification.claim.program.zone):
        attached = {"certification.json": as_bytes(certification.data)}
        pdf = draw("certification", _drawn(certification), attachments=attached)
        name = f"{certification}-{certification.claim.public_id}.pdf"
    with written(name, pdf) as upload:
        _keep(certification, upload, at)


def _drawn(certification: Certification) -> dict[str, Any]:
    """Only what was signed, never what the draft says by now."""
    data = certification.data
    kinds = ExpenseKind.objects.in_bulk({item["kind"] for item in data["items"]}, field_name="code")
    items = [_read(item) | {"kind": kinds[item["kind"]]} for item in data["items"]]
    by_kind: dict[ExpenseKind, Decimal] = defaultdict(Decimal)
    for item in items:
        by_kind[item["kind"]] += item["amount"]
    return {
        "certification": certification,
        "claim": certification.claim,
        "data": data,
        "items": items,
        "totals": dict(by_kind),
        "total": Decimal(data["total"]),
    }


def _read(item: dict[str, str]) -> dict[str, Any]:
    """A signed item with its day and its numbers; None where it has no such number."""
    numbers = {name: Decimal(item[name]) if name in item else None for name in ("hours", "rate", "amount")}
    return {**item, **numbers, "day": date.fromisoformat(item["day"])}


def _keep(certification: Certification, upload: StoredUpload, at: datetime) -> None:
    row = Certification.objects.select_for_update().get(pk=certification.pk)
    if row.document_id:
        return
    document = documents.receive(
        upload, partner=row.claim.partner, user=row.signed_by, at=at, origin=Origin.CERTIFICATION
    )
    Certification.objects.filter(pk=row.pk).update(document=document)
    row.expenses.update(document=document)
