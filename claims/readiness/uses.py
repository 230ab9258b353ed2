"""Earlier use of an invoice by the location itself, and shares that do not fit (R3, R18): advice for its own people."""

from collections import Counter
from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext_lazy as _

from claims.models import Claim
from claims.readiness.finding import Finding, Section
from claims.sharing import advice


def uses(claim: Claim, user: Any | None) -> Iterator[Finding]:
    """What a draft's people should know before they submit; two queries, and only where something is used twice.

    user: whose eyes; None, as for staff and the clock, is told nothing of other claims.
    """
    if user is None or not claim.is_draft or not _used_twice(claim):
        return
    for one in advice(claim, user):
        fix, key = _("Look at the invoice"), one.line.public_id
        yield Finding(Section.INVOICES, "used_already", one.words, fix, key, "invoice_number", blocks=False)


def _used_twice(claim: Claim) -> bool:
    lines = claim.invoices
    known = Counter(line.fingerprint for line in lines if line.fingerprint)
    known.update(line.document.sha256 for line in lines if line.document)
    return any(line.used_elsewhere for line in lines) or any(count > 1 for count in known.values())
