"""What the partner does with a whole association: submit, answer, take back, dispute, end."""

from typing import Any

from django.db import connection

from associations.actions import customers, settling
from associations.actions.door import Act, act
from associations.consent import consent_of
from associations.enums import AssociationState, EndReason, RejectReason
from associations.models import Association
from associations.readiness import NOT_ACCEPTED
from associations.telling import facts_of, tell
from history.actions import record
from notifications.actions.sending import send
from programs.rules import local_day
from review import actions as review
from review import flags
from review.enums import FlagCode


def submit(association_id: int, *, user: Any) -> Association:
    """Submit a draft: number, statements accepted, files kept, the customer asked, mails promised."""
    with act(association_id, "submit", user) as one:
        association = one.association
        one.move(
            number=association.number or _next_number(one),
            submitted_at=one.at,
            submitted_by=user,
            acknowledged_at=one.at,
            acknowledged_by=user,
            waiting_since=one.at,
        )
        association.items.update(tenant_id=association.tenant_id)
        association.proofs.update(sent_at=one.at)
        settling.keep(one)
        customers.ask(one)
        one.note(number=association.number)
        tell("association_submitted", association, one.at, address=association.contact_email)
    return one.association


def _next_number(one: Act) -> str:
    """R20: CPOR-2026-000123, from a sequence, gaps allowed; the year is the program's local one."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT nextval('associations_number')")
        (serial,) = cursor.fetchone()
    return f"CPOR-{local_day(one.at, one.association.program.zone).year}-{serial:06d}"


def save_answer(association_id: int, fields: dict[str, Any], *, user: Any) -> Association:
    """Prepare the answer to a request: what may be corrected then (domain 7.5), and the comment.

    fields: those of the proof and contacts, and `comment`.
    """
    with act(association_id, "save_answer", user) as one:
        fields = dict(fields)
        comment = fields.pop("comment", None)
        if comment is not None:
            review.save_comment(review.asked(one.association), comment)
        one.move(**fields)
        one.note(what="answer")
    return one.association


def answer(association_id: int, *, user: Any) -> Association:
    """Send the answer; the reviewer goes on."""
    with act(association_id, "answer", user) as one:
        association = one.association
        request = review.asked(association)
        answered = set(request.items.values_list("pk", flat=True))
        review.answer(request, request.comment, answered=answered, actor=user, at=one.at)
        _take_out_refused(one)
        association.proofs.filter(sent_at=None).update(sent_at=one.at, request=request)
        settling.keep(one)
        disputed = association.came_from == AssociationState.DISPUTED
        back = AssociationState.DISPUTED if disputed else AssociationState.SUBMITTED
        one.move(back, came_from="", waiting_since=one.at)
        one.note(comment=request.comment)
        if request.made_by:
            send(
                "association_answered",
                to=request.made_by,
                subject=association,
                key=str(request.pk),
                at=one.at,
                **facts_of(association),
            )
    return one.association


def _take_out_refused(one: Act) -> None:
    """What did not pass the checks was asked for again; the answer takes its place."""
    for proof in one.association.proofs.filter(document__state__in=NOT_ACCEPTED).select_related("document"):
        facts = {"what": "proof_removed", "name": proof.document.name}
        record(one.association, "association.save_answer", actor=one.person, at=one.at, **facts)
        proof.delete()


def withdraw(association_id: int, why: EndReason, words: str, *, user: Any) -> Association:
    """Take it back while it is open, for a reason of the published list."""
    with act(association_id, "withdraw", user) as one:
        settling.close_request(one)
        settling.decide(one, AssociationState.REJECTED, RejectReason.PARTNER_REQUEST, words, by=None)
        one.move(end_reason=why)
        one.note(reason=why, words=words)
    return one.association


def dispute(association_id: int, statement: str, *, user: Any) -> Association:
    """Have somebody else look at the decision again, once; a customer who had declined is asked anew."""
    with act(association_id, "dispute", user) as one:
        association = one.association
        declined = consent_of(association, one.at).standing == "declined"
        one.move(disputed_at=one.at, dispute_statement=statement, waiting_since=one.at)
        association.proofs.filter(sent_at=None).update(sent_at=one.at)
        settling.keep(one)
        flags.set(association, FlagCode.DISPUTE)
        if declined:
            customers.ask(one)
        one.note(statement=statement)
        tell("association_disputed", association, one.at)
    return one.association


def disassociate(association_id: int, why: EndReason, words: str, *, user: Any) -> Association:
    """End an approved association, for a reason of the published list; others may be recorded from now on."""
    with act(association_id, "disassociate", user) as one:
        settling.end(one, RejectReason.PARTNER_REQUEST, words, why=why, by=user)
        one.note(reason=why, words=words)
        tell("association_ended", one.association, one.at, **settling.outcome(one.association))
    return one.association
