"""The summary of a claim: promised by submitting, written by a worker."""

from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.db.models import Max
from django.utils import timezone
from django.utils.dateparse import parse_date, parse_datetime
from django.utils.translation import get_language, override

from claims.actions.door import Act
from claims.actions.writing import written
from claims.models import Summary
from claims.summarised import data_of
from documents import actions as documents
from documents.enums import Origin
from documents.pdf import draw
from outbox.actions import enqueue

WRITE = "claims.write_summary"


def promise(one: Act, keep_until: date) -> Summary:
    """Take down what is being submitted as a new version; the claim's last act before its transaction ends."""
    claim = one.claim
    last = claim.summaries.aggregate(last=Max("version"))["last"] or 0
    summary = Summary.objects.create(
        claim=claim,
        version=last + 1,
        data=data_of(claim, keep_until),
        language=get_language() or "en",
        submitted_by=one.person,
        submitted_at=one.at,
    )
    enqueue(WRITE, at=one.at, summary=summary.pk)
    return summary


def write(summary: Summary, at: datetime) -> None:
    """Draw the PDF of a summary and keep it; called again it does nothing. Raises StorageAway."""
    if summary.document_id:
        return
    with override(summary.language), timezone.override(summary.data["zone"]):
        pdf = draw("summary", {"summary": summary, **drawn(summary.data)})
    with written(f"{summary}.pdf", pdf) as upload:
        row = Summary.objects.select_for_update().get(pk=summary.pk)
        if row.document_id:
            return
        document = documents.receive(
            upload, partner=summary.claim.partner, user=summary.submitted_by, at=at, origin=Origin.SUMMARY
        )
        documents.retain(document, until=date.fromisoformat(row.data["keep_until"]), at=at)
        Summary.objects.filter(pk=row.pk).update(document=document)


#: What stands as text in the data and is a day, an instant or a number on the page.
_DAYS = ("first_day", "last_day", "keep_until", "day", "rate_on", "seen_on")
_INSTANTS = ("at", "deadline")
_NUMBERS = ("claimed", "net", "tax", "invoice_net", "rate", "amount")


def drawn(data: Any) -> Any:
    """The same data with days, instants and amounts as templates draw them; what is empty stays empty."""
    if isinstance(data, list):
        return [drawn(one) for one in data]
    if isinstance(data, dict):
        return {name: _value(name, one) for name, one in data.items()}
    return data


def _value(name: str, value: Any) -> Any:
    if not isinstance(value, str):
        return drawn(value)
    if not value:
        return value
    if name in _DAYS:
        return parse_date(value)
    if name in _INSTANTS:
        return parse_datetime(value)
    return Decimal(value) if name in _NUMBERS else value
