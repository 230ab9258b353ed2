"""An invoice split between claims of one location by stated shares (R3): in words, and kept when one is submitted.

What is said here is for the location's own people: it names nothing that is not theirs.
"""

import hashlib
from dataclasses import dataclass
from typing import Any

from django.db import connection
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from claims.duplicates import Match, Uses, own_uses, submitted_shares
from claims.models import Claim, Expense
from lifecycle import ActionRefused
from programs.money import format_money


@dataclass(frozen=True)
class Advice:
    """What a partner should know before submitting: the line, a sentence, and the other claim, to be linked."""

    line: Expense
    words: str
    other: Claim | None = None


def advice(claim: Claim, user: Any) -> list[Advice]:
    """For each line of a draft: shares more than the invoice, and own earlier use. Two queries; blocks nothing.

    Submitting refuses the first only where the other shares are submitted (`require_shares`).
    """
    said: list[Advice] = []
    for uses in own_uses(claim, user).values():
        said += [Advice(uses.line, too_much(uses))] if uses.over else []
        said += [
            Advice(uses.line, used_already(one), one.line.claim if one.may_open else None)
            for one in uses.warned
        ]
    return said


def require_shares(claim: Claim) -> None:
    """R3: the stated shares of an invoice are never more than the invoice; asked when a claim is submitted.

    Who submits shares of the same invoice waits here for the other (lock order: claim, invoices, fund).
    Raises ActionRefused with every invoice of which too much is taken. Costs nothing without a stated share.
    """
    stated = {line.fingerprint for line in claim.invoices if line.invoice_net is not None} - {""}
    if not stated:
        return
    keys = sorted(_key(f"{claim.partner_id}:{one}") for one in stated)
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(key) FROM unnest(%s::bigint[]) AS key", [keys])
    refusals = [too_much(uses) for uses in submitted_shares(claim).values() if uses.over]
    if refusals:
        raise ActionRefused(" ".join(dict.fromkeys(refusals)))


def _key(text: str) -> int:
    """A number for a lock of the database."""
    return int.from_bytes(hashlib.sha256(text.encode()).digest()[:8], signed=True)


def too_much(uses: Uses) -> str:
    """That the shares do not fit, and by how much."""
    words = _(
        "The shares of invoice %(invoice)s are %(over)s more than its net amount of %(total)s. "
        "Your other claims take %(taken)s, this line %(share)s."
    )
    amounts = {"over": uses.over, "total": uses.total, "taken": uses.taken, "share": uses.line.net}
    written = {name: _money(amount, uses.line) for name, amount in amounts.items()}
    return words % {"invoice": uses.line, **written}


def share_in_words(uses: Uses) -> str:
    """How much of the invoice this line takes."""
    facts = {"share": _money(uses.line.net, uses.line), "total": _money(uses.total, uses.line)}
    return _("%(share)s of %(total)s of this invoice") % facts


def used_already(one: Match) -> str:
    """That the location uses the invoice in another claim, or in another line of this one."""
    facts = {"invoice": one.line, "claim": name_of(one.line.claim), "what": one.words}
    if not one.may_open:
        return _("Invoice %(invoice)s is used in another claim of yours too: %(what)s.") % facts
    return _("Invoice %(invoice)s is used in %(claim)s too: %(what)s.") % facts


def name_of(claim: Claim) -> str:
    """A claim as its own people call it: by number, a draft by its title."""
    return claim.number or _("the draft “%(title)s”") % {"title": claim.title}


def _money(amount: Any, line: Expense) -> str:
    return format_money(amount, line.currency, get_language() or "en")
