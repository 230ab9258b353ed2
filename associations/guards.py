"""The conditions of the state table, one sentence each; called with (association, user, at)."""

from datetime import datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from associations.consent import LOST, consent_of
from associations.enums import AssociationRole, AssociationState, RejectReason
from associations.limits import dispute_ends
from associations.models import Association, CustomerLink
from associations.permissions import roles_of
from associations.readiness import PRESENT, missing_to_submit
from associations.rivals import recorded_elsewhere, rivals_of
from documents.enums import State
from lifecycle import Verdict
from lifecycle.transitions import YES
from programs.permissions import takes_part
from review.actions import open_request


def _unless(refused: Any, reason: Any) -> Verdict:
    return Verdict(False, reason) if refused else YES


def program_takes(association: Association, user: Any, at: datetime) -> Verdict:
    """The program takes associations, and the location takes part in it."""
    program = association.program
    if not program.takes_associations or not program.active:
        return Verdict(False, _("This program does not take customer associations."))
    return _unless(
        not takes_part(association.partner, program), _("Your location does not take part in this program.")
    )


def nothing_missing(association: Association, user: Any, at: datetime) -> Verdict:
    """The checklist of the page is the refusal of the action."""
    missing = missing_to_submit(association, at)
    return _unless(missing, " ".join(str(one.words) for one in missing))


def answer_in_time(association: Association, user: Any, at: datetime) -> Verdict:
    """An answer comes before the due instant; from then on the request lapses."""
    request = open_request(association)
    return _unless(request is None or at >= request.due_at, _("The time to answer is over."))


def answer_overdue(association: Association, user: Any, at: datetime) -> Verdict:
    """An open request lapses at its due instant, not before."""
    request = open_request(association)
    return _unless(request is None or at < request.due_at, _("There is still time to answer."))


def proof_there(association: Association, user: Any, at: datetime) -> Verdict:
    """An answer leaves at least one file that counts; where ours was refused, another one takes its place."""
    there = association.proofs.filter(document__state__in=PRESENT).exists()
    return _unless(not there, _("Upload the proof of execution."))


def files_ready(association: Association, user: Any, at: datetime) -> Verdict:
    """Deciding needs all files CLEAN."""
    files = [proof.document for proof in association.proofs.all() if proof.sent_at]
    waiting = ", ".join(one.name for one in files if one.state != State.CLEAN)
    return _unless(waiting, _("Not all files have passed the checks yet: %(names)s.") % {"names": waiting})


def consent_given(association: Association, user: Any, at: datetime) -> Verdict:
    """R19: the customer confirmed, or did not object in the days they had."""
    consent = consent_of(association, at)
    return _unless(not consent.given, consent.words)


def consent_open(association: Association, user: Any, at: datetime) -> Verdict:
    """Proof is accepted ahead of the customer only while they may still answer."""
    return _unless(
        consent_of(association, at).given, _("The customer agrees already; approve the association.")
    )


def not_declined(association: Association, user: Any, at: datetime) -> Verdict:
    """Against the customer's word nothing is accepted."""
    consent = consent_of(association, at)
    return _unless(consent.standing == "declined", consent.words)


def cleared(association: Association, user: Any, at: datetime) -> Verdict:
    """A reviewer has accepted the proof."""
    return _unless(association.cleared_at is None, _("The proof is not accepted yet."))


def not_cleared(association: Association, user: Any, at: datetime) -> Verdict:
    """Once the proof is accepted the customer alone is waited for."""
    return _unless(association.cleared_at, _("The proof is accepted; it is the customer's turn."))


def free_of_rivals(association: Association, user: Any, at: datetime) -> Verdict:
    """Domain 7.1: one partner for a workload or subscription; whoever else is recorded is decided about first."""
    held = recorded_elsewhere(association)
    names = ", ".join(str(one) for one in held)
    words = _("Another partner is recorded for %(items)s. Compare both proofs and decide between them.")
    return _unless(held, words % {"items": names})


def taken_meanwhile(association: Association, user: Any, at: datetime) -> Verdict:
    """Somebody else is recorded for the same by now."""
    return _unless(not recorded_elsewhere(association), _("Nobody else is recorded for the same."))


def has_rivals(association: Association, user: Any, at: datetime) -> Verdict:
    """Somebody else claims the same, or is recorded for it."""
    return _unless(not rivals_of(association).exists(), _("Nobody else claims the same."))


def decides_all(association: Association, user: Any, at: datetime) -> Verdict:
    """R8: who decides between several may decide each of them: its program, another company, another's decision."""
    closed = [
        one
        for one in rivals_of(association).select_related("partner", "program")
        if AssociationRole.REVIEWER not in roles_of(user, one)
        or (one.state == AssociationState.DISPUTED and user == one.decided_by)
    ]
    names = ", ".join(one.number or "" for one in closed)
    return _unless(closed, _("Somebody else decides: you may not decide about %(names)s.") % {"names": names})


def not_first_decider(association: Association, user: Any, at: datetime) -> Verdict:
    """R8: a dispute is decided by someone else than the first decider."""
    own = association.disputed_at and association.decided_by_id and user == association.decided_by
    return _unless(own, _("You made the decision that is disputed; somebody else looks at it now."))


def not_disputed_before(association: Association, user: Any, at: datetime) -> Verdict:
    """Domain 7.5: only once."""
    return _unless(association.disputed_at, _("This decision was disputed before; it can be disputed once."))


def dispute_window_open(association: Association, user: Any, at: datetime) -> Verdict:
    """Domain 7.5: within 30 days."""
    ends = dispute_ends(association)
    return _unless(ends is None or at >= ends, _("The last day to dispute has passed."))


def not_own_wish(association: Association, user: Any, at: datetime) -> Verdict:
    """Whoever took an association back themselves starts a new one instead."""
    own = association.reason == RejectReason.PARTNER_REQUEST
    return _unless(own, _("You took this back yourself. Start a new association instead."))


def not_in_dispute(association: Association, user: Any, at: datetime) -> Verdict:
    """What is disputed gets its second decision."""
    return _unless(association.disputed_at, _("A disputed association is decided; it cannot be taken back."))


def asked_customer(association: Association, user: Any, at: datetime) -> Verdict:
    """Somebody was asked, so that they can be asked again or corrected."""
    return _unless(_link_in_force(association) is None, _("The customer was not asked yet."))


def mail_arrived(association: Association, user: Any, at: datetime) -> Verdict:
    """Only a mail that went out can come back."""
    link = _link_in_force(association)
    gone = link and link.message and link.message.sent_at and not link.returned_at
    return _unless(not gone, _("No mail is with the customer."))


def mail_lost(association: Association, user: Any, at: datetime) -> Verdict:
    """The customer's mail will not reach anybody, and that was not said yet."""
    link = _link_in_force(association)
    lost = link and link.message and link.message.state in LOST and not link.returned_at
    return _unless(not lost, _("The mail to the customer is not lost."))


def _link_in_force(association: Association) -> CustomerLink | None:
    return next((one for one in association.links.all() if one.replaced_at is None), None)
