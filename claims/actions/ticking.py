"""What the clock does. Each finds its own work in the database, so a gap of days heals itself."""

import logging
from collections.abc import Callable, Iterable
from datetime import datetime
from functools import partial
from typing import Any

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext_lazy, override

from claims.actions import ended, extended, originals, sending, settling
from claims.actions.door import Act, act
from claims.actions.leaving import carry_out
from claims.actions.reviewing import ask
from claims.actions.submitting import release_rest, send_back
from claims.answers import answers_of
from claims.enums import DECIDED_STATES, OPEN_STATES, ClaimState
from claims.models import Claim, Decision, Expense, Proof
from claims.parts import names_with
from claims.permissions import partner_people
from claims.readiness import rejected_files
from documents.actions import rescan
from documents.enums import State
from documents.models import Document
from funds.actions import ledger as funds
from history.models import Event
from lifecycle import ActionRefused
from notifications.actions.sending import send
from outbox.ticks import each
from programs.models import Extension
from programs.rules import end_of_day, local_day
from review import actions as review
from review.clocks import business_days_after
from review.models import Request
from review.wanted import Wanted

log = logging.getLogger(__name__)

#: What a file is asked for again with; True: our checks broke on it.
AGAIN_WORDS = {
    False: gettext_lazy("The file “%(name)s” did not pass the checks. Send it again."),
    True: gettext_lazy(
        "The file “%(name)s” could not be checked. That is our fault, and we will check it once more. "
        "If you do not want to wait, send it again, best as PDF."
    ),
}


def expire_drafts(at: datetime) -> int:
    """Drafts end at the deadline (1.1). Returns how many."""
    return by_clock("expire", Claim.objects.overdue_drafts(at).values_list("pk", flat=True))


def by_clock(verb: str, claims: Iterable[int]) -> int:
    """Do what the clock does to each of these claims. Returns to how many; with the others somebody was faster."""
    return each(claims, partial(_by_clock, verb), f"{verb} claim")


def _by_clock(verb: str, claim_id: int) -> bool:
    try:
        with act(claim_id, verb, None) as one:
            DOES[verb](one)
    except ActionRefused:
        return False
    return True


def _and_note(body: Callable[[Act], None]) -> Callable[[Act], None]:
    def done(one: Act) -> None:
        body(one)
        one.note()

    return done


def _expire(one: Act) -> None:
    settling.over(one)
    one.move(ended_at=one.at)


def _revive(one: Act) -> None:
    one.move(ended_at=None)


def _lapse(one: Act) -> None:
    """1.1: what was prepared is sent; where nothing was, the item ends unanswered."""
    request = review.asked(one.claim)
    sent = sending.send(one, request)
    review.lapse(request, answered=sent.answered, at=one.at)
    send_back(one, claimed=sent.claimed)
    one.note(**sent.facts)
    ended.tell_lapsed(one, request, sent)
    ended.tell_reviewer(one, request, answered=len(sent.answered))


def lapse_requests(at: datetime) -> int:
    """At the due instant what was saved is sent (1.1). Returns how many claims."""
    due = Request.objects.due(at).filter(subject_kind=Claim.SUBJECT_KIND).values_list("subject_id", flat=True)
    return by_clock("lapse", due)


def free_rests(at: datetime) -> int:
    """Free what a decision cut once its last day to dispute has passed (R11). Returns how many claims."""
    return by_clock("free_rest", Claim.objects.with_rest_to_free(at).values_list("pk", flat=True))


def _free_rest(one: Act) -> None:
    release_rest(one)
    one.move(rest_freed_at=one.at)


def extension_granted(extension: Extension, at: datetime) -> None:
    """R1: granted late, it restores forfeited funds and brings expired drafts back; of one for all everybody hears."""
    with transaction.atomic():
        funds.restore_for(extension.period, extension.partner, actor=extension.granted_by, at=at)
    expired = Claim.objects.filter(state=ClaimState.EXPIRED, period=extension.period)
    mine = expired.filter(partner=extension.partner) if extension.partner else expired
    by_clock("revive", mine.values_list("pk", flat=True))
    if extension.partner is None:
        extended.tell_all(extension, at)


def leave_decisions(at: datetime) -> int:
    """Decisions whose time has come leave the house. Returns how many."""
    due = Decision.objects.leaving().filter(leaves_at__lte=at).values_list("claim", flat=True)
    return by_clock("leave", due)


DOES = {
    "expire": _and_note(_expire),
    "revive": _and_note(_revive),
    "lapse": _lapse,
    "free_rest": _and_note(_free_rest),
    "leave": carry_out,
    "call_lapses": originals.lapse,
}


def file_settled(document: Document) -> None:
    """R14: a file that fails after submitting unlocks only itself, for 5 business days, also after the deadline.

    Ready after all, it is asked for no longer. A decided claim stays decided: its reviewers see the
    file's state, and somebody is told aloud.
    """
    using = Claim.objects.with_document(document)
    if document.state == State.CLEAN:
        for claim_id in using.filter(state=ClaimState.ACTION_REQUIRED).values_list("pk", flat=True):
            _ask_no_longer(claim_id, document)
        return
    for claim_id in using.filter(state__in=OPEN_STATES).values_list("pk", flat=True):
        _ask_again(claim_id, document)
    if document.state == State.INFECTED:
        for number in using.filter(state__in=DECIDED_STATES).values_list("number", flat=True):
            log.error("ALARM: %s of the decided claim %s is infected", document.number, number)


def _ask_again(claim_id: int, document: Document) -> None:
    """Ask for the file, once; where something is asked for already, for this too."""
    with act(claim_id, "request_file_again", None) as one:
        if document not in rejected_files(one.claim) or _was_asked(one.claim, document):
            return
        asked = review.open_request(one.claim)
        if asked and document.state == State.FAILED and _asked_since(one.claim, document, asked.made_at):
            return  # tried once more, and still our fault: nothing new to say
        program = one.claim.program
        countries = frozenset({program.country, one.claim.partner.country})
        day = business_days_after(local_day(one.at, program.zone), program.answer_minimum_days, countries)
        with override(one.claim.owner.language):
            words = AGAIN_WORDS[document.state == State.FAILED] % {"name": document.name}
        items = [Wanted(part, words=str(words)) for part in names_with(one.claim, document)]
        ask(one, items, end_of_day(day, program.zone), document=document.pk)


def _was_asked(claim: Claim, document: Document) -> bool:
    return _asked_since(claim, document, document.settled_at)


def _asked_since(claim: Claim, document: Document, at: datetime | None) -> bool:
    events = Event.objects.about(claim).filter(code="claim.request_file_again", at__gte=at)
    return events.filter(params__document=document.pk).exists()


def _ask_no_longer(claim_id: int, document: Document) -> None:
    """Close the system's own request once every file it asked for is ready: the claim goes back to where it was.

    What a person asked for, and an answer that somebody began to prepare, stay open.
    """
    with act(claim_id, "file_ready", None) as one:
        request = review.asked(one.claim)
        begun = request.comment or any(answer.given for answer in answers_of(one.claim, request))
        asked = request.made_by is None and _asked_since(one.claim, document, request.made_at)
        if begun or not asked or rejected_files(one.claim):
            return
        review.close(request, at=one.at)
        one.move(one.claim.came_from, came_from="", waiting_since=one.at)
        one.note(name=document.name)
        _tell_closed(one, request, document)


def _tell_closed(one: Act, request: Request, document: Document) -> None:
    claim = one.claim
    facts: dict[str, Any] = {
        "number": claim.number,
        "title": claim.title,
        "public_id": claim.public_id,
        "file": document.name,
    }
    for person in partner_people(claim):
        send("request_closed", to=person, subject=claim, key=str(request.pk), at=one.at, **facts)


def rescan_files(at: datetime) -> int:
    """Have files of claims that are not decided scanned again when the signatures are a week newer."""
    running = Claim.objects.filter(state__in=(ClaimState.EDITING, *OPEN_STATES)).values("pk")
    used = [model.objects.filter(claim__in=running).values("document") for model in (Expense, Proof)]
    return rescan(Document.objects.filter(Q(pk__in=used[0]) | Q(pk__in=used[1])), at)
