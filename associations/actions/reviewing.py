"""What our reviewers do: take, ask for more, accept the proof, approve, decide between rivals, reject."""

from collections.abc import Sequence
from typing import Any

from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from associations.actions import settling
from associations.actions.door import Act, act
from associations.enums import AssociationState, RejectReason
from associations.limits import answer_due
from associations.models import Association
from associations.rivals import rivals_of
from associations.telling import tell
from lifecycle import ActionRefused
from review import actions as review
from review import flags, holding
from review.enums import FlagCode
from review.wanted import Wanted

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
        ask(one, items, words)
    return one.association


def ask(one: Act, items: Sequence[Wanted], words: str) -> None:
    """Open the request and turn the association over to the partner."""
    association = one.association
    due = answer_due(association.program, association.partner.country, one.at)
    request = review.ask(association, items, words, due_at=due, actor=one.person, at=one.at)
    one.move(came_from=association.state, waiting_since=None)
    asked = [{"reason": item.reason.words if item.reason else {}, "words": item.words} for item in items]
    one.note(words=words, items=asked, due=due, zone=association.program.zone)
    tell(
        "association_asked",
        association,
        one.at,
        key=str(request.pk),
        words=words,
        asked=asked,
        due=due.isoformat(),
    )


def ask_rivals(association_id: int, items: Sequence[Wanted], words: str, *, user: Any) -> list[Association]:
    """Ask this partner and every rival that we review for their most recent proof (domain 7.7); returns those asked."""
    asked = [request_more(association_id, items, words, user=user)]
    for rival in rivals_of(asked[0]):
        try:
            asked.append(request_more(rival.pk, items, words, user=user))
        except ActionRefused:
            continue  # approved, with its partner already, or not ours: its proof stands as it is
    return asked


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
            _settled(one)
            one.note()
            tell("association_decided", one.association, one.at, **settling.outcome(one.association))
    except IntegrityError as error:
        raise ActionRefused(TAKEN_MEANWHILE) from error
    return one.association


def approve_over(association_id: int, words: str, *, user: Any) -> Association:
    """Decide between partners who claim the same: this one is recorded, every rival gives way and is told why.

    Locks are taken in the order of the ids, so that two deciders never wait for each other.
    """
    with transaction.atomic():
        _lock_in_order(association_id)
        with act(association_id, "approve_over", user) as one:
            rivals = list(rivals_of(one.association))
            for rival in rivals:
                settling.give_way(rival, one.association, words, one.at)
            settling.approve(one, by=user)
            _settled(one)
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
        _settled(one)
        one.note(reason=reason, words=words)
        tell("association_decided", one.association, one.at, **settling.outcome(one.association))
    return one.association


def _settled(one: Act) -> None:
    flags.clear(one.association, FlagCode.DISPUTE)
    holding.release(one.association)
