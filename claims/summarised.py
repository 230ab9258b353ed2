"""What the summary of a claim says: the claim as it was submitted, in the submitter's language.

Taken down in the act of submitting, because by the time a worker draws it the claim may stand elsewhere.
"""

from collections import defaultdict
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from claims.bench import INSIDE
from claims.checklist import requirements_of
from claims.models import Claim, Expense, Proof
from claims.words import timeline
from documents.models import Document
from history.models import Event
from programs.enums import RequirementKind
from programs.rules import deadline_for


def data_of(claim: Claim, keep_until: date) -> dict[str, Any]:
    """Everything the document draws; amounts as text with a point, days and instants as in ISO 8601."""
    return {
        **_claim_data(claim),
        "keep_until": keep_until.isoformat(),
        "lines": [_line_data(line) for line in claim.expenses.all()],
        "certified": _certified(claim),
        "given": [_given_data(proof) for proof in claim.proofs.all() if proof.document_id is None],
        "files": _files(claim),
        "statements": [str(one) for one in requirements_of(claim, RequirementKind.CORE)],
        "history": _history(claim),
    }


def _claim_data(claim: Claim) -> dict[str, Any]:
    partner = claim.partner
    return {
        "number": claim.number,
        "title": claim.title,
        "partner": {"name": partner.legal_name, "city": partner.city, "number": partner.number},
        "program": str(claim.program),
        "period": claim.period.name,
        "activity": str(claim.activity),
        "first_day": claim.first_day.isoformat() if claim.first_day else "",
        "last_day": claim.last_day.isoformat() if claim.last_day else "",
        "place": claim.place,
        "description": claim.description,
        "own_reference": claim.own_reference,
        "owner": str(claim.owner),
        "currency": claim.currency,
        "claimed": str(claim.claimed),
        "zone": claim.program.zone,
        "deadline": deadline_for(claim.period, partner).isoformat(),
    }


def _line_data(line: Expense) -> dict[str, Any]:
    return {
        "position": line.position,
        "vendor": line.vendor,
        "number": line.invoice_number,
        "day": line.invoice_date.isoformat(),
        "kind": str(line.kind),
        "description": _("In-house work") if line.certification_id else line.description,
        "currency": line.currency,
        "net": str(line.net),
        "tax": str(line.tax),
        "invoice_net": str(line.invoice_net) if line.invoice_net else "",
        "rate": str(line.rate),
        "rate_on": line.rate_on.isoformat() if line.rate_on else "",
        "amount": str(line.amount),
    }


def _certified(claim: Claim) -> dict[str, Any] | None:
    """The signature the lines of in-house work stand on, with the statements as they were signed."""
    signed = next((line.certification for line in claim.certified_lines), None)
    if signed is None:
        return None
    return {
        "version": str(signed),
        "name": signed.signed_name,
        "at": signed.signed_at.isoformat(),
        "sha256": signed.sha256,
        "statements": signed.data["statements"],
    }


def _given_data(proof: Proof) -> dict[str, str]:
    return {
        "label": str(proof.requirement or _("Answer to a request")),
        "link": proof.link,
        "seen_on": proof.seen_on.isoformat() if proof.seen_on else "",
        "text": proof.text,
    }


def _files(claim: Claim) -> list[dict[str, Any]]:
    """Every file once, with all it proves."""
    proves: dict[int, list[str]] = defaultdict(list)
    found: dict[int, Document] = {}
    for line in claim.expenses.all():
        if line.document:
            found[line.document.pk] = line.document
            proves[line.document.pk].append(str(line))
    for proof in claim.proofs.all():
        if proof.document:
            found[proof.document.pk] = proof.document
            proves[proof.document.pk].append(str(proof.requirement or _("Answer to a request")))
    return [_file_data(document, proves[pk]) for pk, document in found.items()]


def _file_data(document: Document, proves: list[str]) -> dict[str, Any]:
    return {
        "number": document.number,
        "name": document.name,
        "label": document.label,
        "size": document.size,
        "sha256": document.sha256,
        "at": document.received_at.isoformat(),
        "who": str(document.uploaded_by),
        "proves": proves,
    }


def _history(claim: Claim) -> list[dict[str, str]]:
    """What happened until then, oldest first; without the house's own steps, since reviewers may open it."""
    told = timeline(Event.objects.about(claim).for_reading(), claim)[::-1]
    outside = [one for one in told if one.verb not in INSIDE]
    return [{"at": one.at.isoformat(), "who": one.who, "words": one.words} for one in outside]
