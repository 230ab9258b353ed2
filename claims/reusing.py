"""Files that are here already: which of them a claim may use too, and what each one proves."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.translation import gettext as _

from accounts.models import Partner
from claims.models import Ask, Claim, Expense, Proof
from claims.readiness import PRESENT
from documents.models import Document, Restriction


@dataclass(frozen=True)
class Use:
    """One place where a file is used: a claim, and in words for what."""

    claim: Claim
    words: str


def reusable(claim: Claim, user: Any) -> QuerySet[Document]:
    """Files of the location, out of claims the person sees, that may prove something in this claim.

    Not those that were refused, restricted, or whose bytes are gone.
    """
    seen = Claim.objects.of_partner(user, claim.partner).order_by().values("pk")
    here = Q(document=OuterRef("pk"), claim__in=seen)
    restricted = Restriction.objects.filter(
        document=OuterRef("pk"), agreed_at__isnull=False, ended_at__isnull=True
    )
    return Document.objects.filter(
        Exists(Proof.objects.filter(here))
        | Exists(Expense.objects.filter(here))
        | Exists(Ask.objects.filter(here)),
        ~Exists(restricted),
        partner=claim.partner,
        state__in=PRESENT,
        bytes_deleted_at=None,
    ).select_related("uploaded_by")


def with_words(files: QuerySet[Document], text: str) -> QuerySet[Document]:
    """Those with all these words in a name, a note, or the title or number of a claim that uses them."""
    for word in text.split():
        named = (
            Q(claim__title__icontains=word) | Q(claim__number__icontains=word),
            Q(document=OuterRef("pk")),
        )
        files = files.filter(
            Q(name__icontains=word)
            | Q(label__icontains=word)
            | Q(note__icontains=word)
            | Exists(Proof.objects.filter(*named))
            | Exists(Expense.objects.filter(*named))
        )
    return files


def uses_of(files: Iterable[Document], user: Any, partner: Partner) -> dict[int | None, list[Use]]:
    """By document: where the person's own claims use it; two queries, however many files there are."""
    wanted = {"document__in": list(files), "claim__in": Claim.objects.of_partner(user, partner)}
    found: dict[int | None, list[Use]] = defaultdict(list)
    for line in Expense.objects.filter(**wanted).select_related("claim").order_by("claim_id", "position"):
        words = _("Invoice %(number)s of %(vendor)s") % {"number": line.invoice_number, "vendor": line.vendor}
        found[line.document_id].append(Use(line.claim, words))
    for proof in (
        Proof.objects.filter(**wanted).select_related("claim", "requirement").order_by("claim_id", "pk")
    ):
        words = proof.proves
        found[proof.document_id].append(Use(proof.claim, words))
    return dict(found)
