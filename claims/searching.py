"""By which words a submitted claim is found; what a word is, says `lists.searching`."""

from typing import NamedTuple

from django.contrib.postgres.search import SearchVector
from django.db.models import Value

from claims.enums import OPEN_STATES
from claims.models import Claim, SearchRow
from claims.querysets import ClaimQuerySet
from claims.readiness import files_of
from documents.enums import State
from documents.models import Document, Page
from documents.restricting import restricted_among
from lists.searching import CONFIG, query_for, words_in

#: As much text of a claim's files is searched, in characters; PostgreSQL takes no more than 1 MB of words.
MOST_TEXT = 200_000
#: So many claims that words were found in are named one by one.
FEW = 2000


class Found(NamedTuple):
    """Some claims, and whether so many have the words that were looked for that nobody counts them all."""

    claims: ClaimQuerySet
    many: bool


def with_words(claims: ClaimQuerySet, typed: str, *, among_open: bool) -> Found:
    """Those claims that have a word beginning with each of the typed ones; all of them where none was typed.

    among_open: only open ones are wanted, and they stay few however many were decided.
    Few are found by the index of words and named; where they are many, some stand near the beginning of any order,
    and looking through the claims in that order finds a page of them sooner than gathering them all.
    """
    query = query_for(typed)
    if query is None:
        return Found(claims, many=False)
    rows = SearchRow.objects.filter(words=query)
    wanted = rows.filter(claim__state__in=OPEN_STATES) if among_open else rows
    found = list(wanted.values_list("claim", flat=True)[: FEW + 1])
    if len(found) <= FEW:
        return Found(claims.filter(pk__in=found), many=False)
    return Found(claims.filter(search_row__words=query), many=True)


def vector_of(claim: Claim) -> SearchVector:
    """What a claim is found by: number, title, partner, vendors, invoice numbers, the text of its files."""
    partner = claim.partner
    lines = [f"{one.vendor} {one.invoice_number}" for one in claim.expenses.all()]
    facts = [claim.number or "", claim.title, claim.own_reference, partner.legal_name, partner.number, *lines]
    words = words_in("\n".join([*facts, _text_of(files_of(claim))]))
    return SearchVector(Value(" ".join(dict.fromkeys(words))), config=CONFIG)


def _text_of(files: list[Document]) -> str:
    """What could be read in the files that anybody may look into."""
    there = [one.pk for one in files if one.state == State.CLEAN and not one.bytes_deleted_at]
    pages = Page.objects.filter(document__in=set(there) - restricted_among(there)).exclude(text="")
    text, left = [], MOST_TEXT
    for page in pages.order_by("document", "number").values_list("text", flat=True).iterator():
        text.append(page[:left])
        left -= len(page)
        if left <= 0:
            break
    return "\n".join(text)


def unread_files(claim: Claim) -> list[Document]:
    """Files whose text is still to come: being checked, or clean and not drawn yet."""
    coming = (State.PENDING, State.CLEAN)
    return [
        one
        for one in files_of(claim)
        if one.state in coming and one.previewed_at is None and not one.bytes_deleted_at
    ]
