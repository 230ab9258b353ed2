"""What our reviewers do: take, ask for more, accept the proof, approve, decide between rivals, reject."""

from collections.abc import Sequence
from contextlib import suppress
from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from associations.actions import settling, talking
from associations.actions.door import Act, act
from associations.enums import AssociationState, RejectReason
from associations.limits import answer_due
from associations.models import Association
from associations.rivals import rivals_of
from associations.telling import tell
from lifecycle import ActionRefused
from review import actions as review
from review import holding
from review.wanted import Wanted

NEWER = _(
    "Somebody else claims the same as this association. The most recent proof decides: if yours is newer by now,"
    " add it on the page of the association."
)
TAKEN_MEANWHILE = _("Another partner was recorded for the same in this moment. Compare both proofs.")


def take(association_id: int, *, user: Any) -> Association:
    """Take one from the queue."""
    with act(association_id, "take", user) as one:
        begin(one)
    return one.association


def begin(one: Act) -> None:
    """The part of `take` inside its transaction; "take next" comes here too."""
    one.move(taken_at=one.at, taken_by=one.person)
    holding.take_over(one.association, one.person, one.at)
    one.note()


def request_more(association_id: int, items: Sequence[Wanted], words: str = "", *, user: Any) -> Association:
    """Ask the partner for more, each for a reason, due in 14 business days of both countries."""
    with act(association_id, "request", user) as one:
        due = answer_due(one.association.program, one.association.partner.country, one.at)
        ask(one, items, words, due)
    return one.association


def ask(one: Act, items: Sequence[Wanted], words: str, due: datetime, **facts: Any) -> None:
    """Ask for this in a new request, or in the open one, and turn the association over to the partner.

    due: when a new request ends, and an open one at the earliest; facts: for the history.
    """
    association = one.association
    if request := review.open_request(association):
        due = review.extend(request, items, due_at=due).due_at
        one.move()
    else:
        request = review.ask(association, items, words, due_at=due, actor=one.person, at=one.at)
        one.move(came_from=association.state, waiting_since=None, cleared_at=None, cleared_by=None)
    asked = [{"reason": item.reason.words if item.reason else {}, "words": item.words} for item in items]
    one.note(words=words, items=asked, due=due, zone=association.program.zone, **facts)
    tell(
        "association_asked",
        association,
        one.at,
        key=f"{request.pk}:{facts.get('document', '')}",
        words=words,
        asked=asked,
        due=due.isoformat(),
    )


def ask_rivals(association_id: int, items: Sequence[Wanted], words: str, *, user: Any) -> list[Association]:
    """Ask this partner and every rival that we review for their most recent proof (domain 7.7); returns those asked.

    Who is recorded already may add newer proof at any time, and is told so in a message.
    """
    asked = [request_more(association_id, items, words, user=user)]
    for rival in rivals_of(asked[0]).select_related("owner"):
        with suppress(
            ActionRefused
        ):  # with its partner already, not taken yet, or not ours: it stays as it is
            if rival.state == AssociationState.APPROVED:
                _invite(rival, user)
            else:
                asked.append(request_more(rival.pk, items, words, user=user))
    return asked


def _invite(incumbent: Association, user: Any) -> None:
    with override(incumbent.owner.language):
        talking.write(incumbent.pk, str(NEWER), user=user)


def clear(association_id: int, *, user: Any) -> Association:
    """Accept the proof; it is approved by itself once the customer agrees or was silent long enough."""
    with act(association_id, "clear", user) as one:
        holding.release(one.association)
        one.move(cleared_at=one.at, cleared_by=user)
        one.note()
    return one.association


def approve(association_id: int, *, user: Any) -> Association:
    """Record the location as the customer's partner. Raises ActionRefused where another one was faster."""
    try:
        with act(association_id, "approve", user) as one, transaction.atomic():
            settling.approve(one, by=user)
            one.note()
            tell("association_decided", one.association, one.at, **settling.outcome(one.association))
    except IntegrityError as error:
        raise ActionRefused(TAKEN_MEANWHILE) from error
    return one.association


def approve_over(association_id: int, words: str, *, user: Any) -> Association:
    """Decide between partners who claim the same: this one is recorded, every rival gives way and is told why.

    Locks are taken in the order of the ids, so that two deciders never wait for each other. Raises ActionRefused
    where one more was recorded in this moment.
    """
    try:
        with transaction.atomic():
            _lock_in_order(association_id)
            return _approve_over(association_id, words, user)
    except IntegrityError as error:
        raise ActionRefused(TAKEN_MEANWHILE) from error


def _approve_over(association_id: int, words: str, user: Any) -> Association:
    with act(association_id, "approve_over", user) as one:
        rivals = list(rivals_of(one.association))
        for rival in rivals:
            settling.give_way(rival, one.association, words, one.at, by=user)
        settling.approve(one, by=user)
        one.note(others=", ".join(rival.number or "" for rival in rivals), reason=words)
        tell("association_decided", one.association, one.at, **settling.outcome(one.association))
    return one.association


def _lock_in_order(association_id: int) -> None:
    wanted = Association.objects.get(pk=association_id)
    ids = [association_id, *rivals_of(wanted).values_list("pk", flat=True)]
    list(Association.objects.select_for_update().filter(pk__in=ids).order_by("pk").values_list("pk"))


def reject(association_id: int, reason: RejectReason, words: str, *, user: Any) -> Association:
    """Not approved, for a reason of the published list; after a dispute for good."""
    state = Association.objects.values_list("state", flat=True).get(pk=association_id)
    verb = "reject_finally" if state == AssociationState.DISPUTED else "reject"
    with act(association_id, verb, user) as one:
        target = AssociationState.REJECTED_FINAL if verb == "reject_finally" else AssociationState.REJECTED
        settling.decide(one, target, reason, words, by=user)
        one.note(reason=reason, words=words)
        tell("association_decided", one.association, one.at, **settling.outcome(one.association))
    return one.association
