"""What is still owed when a mail about a claim is about to go: nobody is reminded of what is done meanwhile.

Each takes messages of one kind and gives the keys of those that still say something. What a message is about
stands in its facts; one from before that fact was written counts as owed.
"""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db.models import QuerySet

from claims.enums import DECIDED_STATES, ClaimState
from claims.models import Ask, Claim, Expense, OriginalsCall, Proof, Reversal
from claims.models.ask import AskState
from claims.promises import PROMISED
from claims.readiness import PRESENT
from documents.models import Purge, Restriction
from notifications.kinds import Owed
from notifications.models import Message
from review.models import Assignment

#: Waiting for somebody of ours to take or decide it after an answer.
ANSWERED_STATES = (ClaimState.SUBMITTED, ClaimState.DISPUTED)


def _while_among(rows: QuerySet[Any], fact: str, column: str = "pk") -> Owed:
    """Owed while what the fact names is among these rows."""

    def owed(messages: Iterable[Message]) -> set[int]:
        named = {one.pk: one.context.get(fact) for one in messages}
        wanted = {value for value in named.values() if value is not None}
        still = set(rows.filter(**{f"{column}__in": wanted}).values_list(column, flat=True))
        return {pk for pk, value in named.items() if value is None or value in still}

    return owed


def _while_subject_among(rows: QuerySet[Any]) -> Owed:
    """Owed while the subject is among these rows."""

    def owed(messages: Iterable[Message]) -> set[int]:
        named = {one.pk: one.subject_id for one in messages}
        still = set(rows.filter(pk__in=set(named.values())).values_list("pk", flat=True))
        return {pk for pk, subject in named.items() if subject in still}

    return owed


#: A colleague's question that nobody has answered.
asked = _while_among(Ask.objects.filter(state=AskState.OPEN), "ask_id", "public_id")
#: A draft that lies with the incentives admins, one that came back, and one that is a draft at all.
handed_over = _while_subject_among(Claim.objects.drafts().exclude(ready_at=None))
handed_back = _while_subject_among(Claim.objects.drafts().filter(ready_at=None))
draft = _while_subject_among(Claim.objects.drafts())
#: What waits for a second person.
reversal = _while_among(Reversal.objects.filter(agreed_at=None, ended_at=None), "reversal")
restriction = _while_among(Restriction.objects.filter(agreed_at=None, ended_at=None), "restriction")
purge = _while_subject_among(Purge.objects.filter(agreed_at=None, cancelled_at=None))
#: A dispute nobody has decided.
dispute = _while_subject_among(Claim.objects.filter(state=ClaimState.DISPUTED))
#: A call for originals that is not answered.
call = _while_among(OriginalsCall.objects.owed(), "call")
#: An answer that nobody of ours has looked at.
answer = _while_subject_among(Claim.objects.filter(state__in=ANSWERED_STATES))


def files(messages: Iterable[Message]) -> set[int]:
    """One of the files is still in its claim, and still not accepted."""
    named = {
        one.pk: {(one.subject_id, file["document"]) for file in one.context["files"]} for one in messages
    }
    uses = {use for some in named.values() for use in some}
    claims, documents = {claim for claim, _file in uses}, {file for _claim, file in uses}
    still: set[tuple[int, int]] = set()
    for model in (Expense, Proof):
        rows: QuerySet[Any] = model._default_manager.filter(claim__in=claims, document__in=documents)
        still |= set(rows.exclude(document__state__in=PRESENT).values_list("claim", "document"))
    return {pk for pk, some in named.items() if some & still}


def rest(messages: Iterable[Message]) -> set[int]:
    """The decision the message is about stands, and is neither disputed nor accepted."""
    named = {one.pk: (one.subject_id, one.context["decided"]) for one in messages}
    open_ones = Claim.objects.filter(state__in=DECIDED_STATES, disputed_at=None, rest_freed_at=None)
    found = open_ones.filter(pk__in={claim for claim, _at in named.values()})
    decided = dict(found.values_list("pk", "decided_at"))
    return {pk for pk, (claim, at) in named.items() if decided.get(claim) == datetime.fromisoformat(at)}


def promise(messages: Iterable[Message]) -> set[int]:
    """One of the claims still waits for us."""
    named = {one.pk: set(one.context["ids"]) for one in messages}
    wanted = {claim for some in named.values() for claim in some}
    waiting = Claim.objects.filter(pk__in=wanted, state__in=PROMISED).values_list("pk", flat=True)
    still = set(waiting)
    return {pk for pk, some in named.items() if some & still}


def assignment(messages: Iterable[Message]) -> set[int]:
    """One of the claims is still given to this reader."""
    named = {one.pk: {(claim, one.to_id) for claim in one.context["ids"]} for one in messages}
    wanted = {claim for some in named.values() for claim, _to in some}
    given = Assignment.objects.of_kind(Claim).filter(subject_id__in=wanted)
    still = set(given.values_list("subject_id", "to"))
    return {pk for pk, some in named.items() if some & still}
