"""What of a message about somebody's drafts (claims/lots.py) is still true when it is about to go."""

from collections.abc import Iterable
from datetime import datetime

from claims.enums import DRAFT_STATES
from claims.models import Claim
from claims.querysets import ClaimQuerySet
from notifications.models import Message


def still_drafts(messages: Iterable[Message]) -> set[int]:
    """One of the claims is still a draft, and due when the message says: no extension has moved it."""
    return _one_is_among(Claim.objects.drafts(), messages)


def still_expired(messages: Iterable[Message]) -> set[int]:
    """One of the claims was not brought back by an extension."""
    return _one_is_among(Claim.objects.filter(state__in=DRAFT_STATES), messages)


def _one_is_among(claims: ClaimQuerySet, messages: Iterable[Message]) -> set[int]:
    named = {one.pk: one.context for one in messages}
    wanted = {claim for facts in named.values() for claim in facts["claims"]}
    due = dict(claims.filter(pk__in=wanted).with_deadline().values_list("pk", "deadline"))
    return {
        pk
        for pk, facts in named.items()
        if datetime.fromisoformat(facts["deadline"]) in {due.get(claim) for claim in facts["claims"]}
    }
