"""The staff's queue of associations: what stands in it, by whom it is held, and what the filter leaves."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Q

from accounts.models import Partner
from associations.consent import Consent, consent_of
from associations.enums import REVIEWED_STATES
from associations.models import Association
from associations.querysets import AssociationQuerySet
from lists.searching import MOST_WORDS, beginning_with, query_for, words_in
from review import holding
from review.models import Hold


@dataclass(frozen=True)
class Row:
    """One row: who has it on the bench, and where the customer's answer stands."""

    association: Association
    held: Hold | None
    consent: Consent


def narrow(found: AssociationQuerySet, wanted: Mapping[str, Any]) -> AssociationQuerySet:
    """By what the filter asks for; without a state what waits for us."""
    if wanted.get("state"):
        found = found.filter(state=wanted["state"])
    else:
        found = found.filter(state__in=REVIEWED_STATES, cleared_at=None)
    if wanted.get("program"):
        found = found.filter(program=wanted["program"])
    typed = wanted.get("q", "")
    return found.found_by(_with_words(typed)) if words_in(typed) else found


def _with_words(typed: str) -> Q:
    """Each of the typed words in the association or in its partner's name; those that name no partner in one search."""
    others, wanted = [], Q()
    for word in words_in(typed)[:MOST_WORDS]:
        partners = list(Partner.objects.filter(legal_name__icontains=word).values_list("pk", flat=True))
        if partners:
            wanted &= Q(words=beginning_with(word)) | Q(partner__in=partners)
        else:
            others.append(word)
    return wanted & Q(words=query_for(" ".join(others))) if others else wanted


def rows_of(found: list[Association], at: datetime) -> list[Row]:
    """Rows for associations with their links and answers; one more query, however many."""
    held = holding.by_subject(Association, [one.pk for one in found], at)
    return [Row(one, held.get(one.pk), consent_of(one, at)) for one in found]
