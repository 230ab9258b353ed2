"""The evidence pack: everything a claim stands on, in one ZIP that proves itself.

A cover as PDF, the files in folders, `manifest.json`, and `SHA256SUMS` for `sha256sum -c`.
What is not in it is named with the reason. Collected in a number of queries that does not grow.
"""

import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db.models import prefetch_related_objects
from django.utils.timezone import get_current_timezone_name, localtime
from django.utils.translation import gettext as _

import history.actions as history
from claims.bench import decided, entries_for
from claims.calls import unanswered_id
from claims.decided import Decided, decisions_of
from claims.enums import ClaimRole
from claims.models import Claim, Proof
from claims.permissions import PARTNER_ROLES
from claims.words import Entry as Told
from claims.words import timeline
from claims.zipping import Entry, of_bytes, safe_name, zipped
from documents import storage, words
from documents.models import Document
from documents.pdf import draw
from documents.restricting import may_look
from documents.serving import stream
from history.models import Event
from review.actions import open_request

INVOICES, PROOF, ANSWERS, ORIGINALS = "invoices", "proof", "answers", "originals"
#: Text; all others are packed already, and a second time would only cost time.
PACKING = {"application/xml", "text/xml"}


@dataclass
class Item:
    """A file of the claim: where it lies in the archive, or why it is not there (then `path` is "")."""

    document: Document
    folder: str
    path: str = ""
    left_out: str = ""
    proves: list[str] = field(default_factory=list)

    @property
    def state(self) -> str:
        return words.state(self.document)


@dataclass(frozen=True)
class Pack:
    """What goes into one pack for one person at one instant."""

    claim: Claim
    user: Any
    roles: frozenset[ClaimRole]
    at: datetime
    items: list[Item]
    proofs: list[Proof]

    @property
    def for_partner(self) -> bool:
        return bool(self.roles & PARTNER_ROLES)

    @property
    def name(self) -> str:
        """Of the archive and its one folder; a draft has no number yet."""
        return f"{self.claim.number or self.claim.public_id}-evidence"

    @property
    def included(self) -> list[Item]:
        return [item for item in self.items if item.path]

    @property
    def left_out(self) -> list[Item]:
        return [item for item in self.items if not item.path]

    @property
    def texts(self) -> list[Proof]:
        """Links, texts and figures: proof that is no file."""
        return [proof for proof in self.proofs if proof.document_id is None]

    @property
    def decisions(self) -> list[Decided]:
        """In the order in which they were made; what has not left, or never did, is the staff's own."""
        made = decisions_of(self.claim)
        shown = [one for one in made if one.left_at or not self.for_partner]
        return [decided(self.claim, one) for one in shown]

    def entries(self) -> list[Told]:
        """The decision log, oldest first, as far as this person reads it on the claim's page."""
        if self.for_partner:
            told = timeline(Event.objects.about(self.claim).for_reading(), self.claim)
        else:
            told = entries_for(self.claim, self.roles)
        return told[::-1]


def collect(claim: Claim, user: Any, roles: frozenset[ClaimRole], at: datetime) -> Pack:
    """What this person may have; load the claim with `for_page()`. Raises StorageAway."""
    partner = bool(roles & PARTNER_ROLES)
    asked = None if partner else open_request(claim)
    # An answer that is prepared and not sent is still the partner's own.
    called = None if partner else unanswered_id(claim)
    proofs = [one for one in claim.proofs.all() if asked is None or one.request_id != asked.pk]
    proofs = [one for one in proofs if called is None or one.call_id != called]
    proofs = [one for one in proofs if partner or claim.disputed_at or not one.for_dispute]
    items = _items(claim, proofs)
    prefetch_related_objects([item.document for item in items], "restrictions")
    for item in items:
        _place(item, user, at)
    return Pack(claim, user, roles, at, items, proofs)


def _items(claim: Claim, proofs: list[Proof]) -> list[Item]:
    """Every file once, where it is used first: invoices in the order of the lines, then proofs."""
    found: dict[int, Item] = {}
    for line in claim.expenses.all():
        name = {"number": line.position, "vendor": line.vendor}
        _use(found, line.document, INVOICES, _("Line %(number)s: %(vendor)s") % name)
    for proof in proofs:
        folder = ORIGINALS if proof.call_id else ANSWERS if proof.request_id else PROOF
        _use(found, proof.document, folder, proof.proves)
    return list(found.values())


def _use(found: dict[int, Item], document: Document | None, folder: str, proves: str) -> None:
    if document is not None:
        found.setdefault(document.pk, Item(document, folder)).proves.append(proves)


def _place(item: Item, user: Any, at: datetime) -> None:
    document = item.document
    verdict = may_look(document, user, at)
    if not verdict:
        item.left_out = str(verdict.reason)
    elif not storage.exists(document.key, document.version_id):
        item.left_out = _("Its bytes could not be found in storage. We look for them; ask the help line.")
    else:
        # The number makes it unique, also where names differ by case alone.
        item.path = f"{item.folder}/{document.number} {safe_name(document.name)}"


def note(pack: Pack) -> None:
    """Write down who took the pack, and each file in it."""
    history.record_access(pack.claim, "claim.pack", actor=pack.user, at=pack.at)
    for item in pack.included:
        history.record_access(item.document, "document.pack", actor=pack.user, at=pack.at)


def content(pack: Pack) -> Iterator[bytes]:
    """The ZIP in pieces. All that is asked of the database, and the cover, is ready when this returns.

    Raises StorageAway in the middle where the storage goes away; the archive then has no end.
    """
    facts = _chain(pack.claim)
    made = {
        "cover.pdf": draw("cover", _cover(pack, facts)),
        "manifest.json": json.dumps(_manifest(pack, facts), indent=2, ensure_ascii=False).encode(),
    }
    sums = {path: hashlib.sha256(data).hexdigest() for path, data in made.items()}
    sums |= {item.path: item.document.sha256 for item in pack.included}
    made["SHA256SUMS"] = "".join(f"{digest}  {path}\n" for path, digest in sums.items()).encode()
    at = localtime(pack.at)
    own = [of_bytes(f"{pack.name}/{path}", data, at) for path, data in made.items()]
    return zipped([*own, *(_entry(pack, item) for item in pack.included)])


def _entry(pack: Pack, item: Item) -> Entry:
    document = item.document
    return Entry(
        path=f"{pack.name}/{item.path}",
        size=document.size,
        at=localtime(document.received_at),
        open=lambda: stream(document),
        packs=document.content_type in PACKING,
    )


def _chain(claim: Claim) -> dict[str, Any]:
    """Whether the claim's history is whole, how many steps it has, and the hash that seals them."""
    last = Event.objects.about(claim).last()
    return {
        "steps": last.number if last else 0,
        "whole": history.first_break(claim) is None,
        "hash": last.hash if last else "",
    }


def _cover(pack: Pack, chain: dict[str, Any]) -> dict[str, Any]:
    return {
        "pack": pack,
        "claim": pack.claim,
        "label": pack.claim.partner_label if pack.for_partner else pack.claim.staff_label,
        "entries": pack.entries(),
        "chain": chain,
        "zone": get_current_timezone_name(),
    }


def _manifest(pack: Pack, chain: dict[str, Any]) -> dict[str, Any]:
    claim = pack.claim
    return {
        "claim": claim.number or claim.public_id,
        "title": claim.title,
        "partner": claim.partner.legal_name,
        "program": str(claim.program),
        "state": claim.state,
        "currency": claim.currency,
        "claimed": str(claim.claimed),
        "approved": None if claim.approved is None else str(claim.approved),
        "made_at": pack.at.isoformat(),
        "made_by": str(pack.user),
        "history": {"steps": chain["steps"], "whole": chain["whole"], "last_hash": chain["hash"]},
        "files": [{"path": item.path, **_facts(item)} for item in pack.included],
        "not_included": [{"reason": item.left_out, **_facts(item)} for item in pack.left_out],
    }


def _facts(item: Item) -> dict[str, Any]:
    document = item.document
    return {
        "number": document.number,
        "name": document.name,
        "title": document.label,
        "size": document.size,
        "sha256": document.sha256,
        "type": document.content_type,
        "state": document.state,
        "scanner": document.engine,
        "sent_by": str(document.uploaded_by),
        "received_at": document.received_at.isoformat(),
        "deleted_at": document.bytes_deleted_at.isoformat() if document.bytes_deleted_at else None,
        "keep_until": document.retain_until.isoformat() if document.retain_until else None,
        "proves": item.proves,
    }
