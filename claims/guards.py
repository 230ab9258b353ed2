"""The conditions of the state table, one sentence each; called with (claim, user, at)."""

from datetime import datetime, timedelta
from typing import Any

from django.utils.translation import gettext_lazy as _

from claims.answers import corrects_amounts
from claims.enums import UNDERWAY, ClaimRole, ClaimState, DecisionKind
from claims.models import Claim
from claims.readiness import missing_to_submit, unready_files
from funds.models import Fund
from funds.workflow import paid_for
from lifecycle import Verdict
from lifecycle.transitions import YES
from programs.rules import deadline_for, end_of_day, is_before_deadline, local_day, submission_window
from review.actions import open_request


def _unless(refused: Any, reason: Any) -> Verdict:
    return Verdict(False, reason) if refused else YES


def before_deadline(claim: Claim, user: Any, at: datetime) -> Verdict:
    """R1."""
    late = not is_before_deadline(at, deadline_for(claim.period, claim.partner))
    return _unless(late, _("The deadline of this usage period has passed."))


def deadline_passed(claim: Claim, user: Any, at: datetime) -> Verdict:
    """1.1: drafts expire at the deadline, not before."""
    in_time = is_before_deadline(at, deadline_for(claim.period, claim.partner))
    return _unless(in_time, _("The deadline has not come yet."))


def submission_open(claim: Claim, user: Any, at: datetime) -> Verdict:
    """R2: submission opens on a stored day."""
    # The claim has read it already.
    claim.period.program = claim.program
    early = at < submission_window(claim.period, claim.partner).opens
    return _unless(early, _("Claims for this usage period cannot be submitted yet."))


def nothing_missing(claim: Claim, user: Any, at: datetime) -> Verdict:
    """R5: the checklist of the page is the refusal of the action."""
    missing = missing_to_submit(claim, at, user)
    return _unless(missing, " ".join(str(one.words) for one in missing))


def handed_over(claim: Claim, user: Any, at: datetime) -> Verdict:
    """R7: only a draft that was handed over is handed back."""
    return _unless(not claim.ready_at, _("This draft is not handed over."))


def changed_since_handover(claim: Claim, user: Any, at: datetime) -> Verdict:
    """R7: the admins hear again only when something is new."""
    same = claim.ready_at and claim.changed_at <= claim.ready_at
    return _unless(same, _("This draft is with your incentives admins already, as it is now."))


def never_submitted(claim: Claim, user: Any, at: datetime) -> Verdict:
    """1.1: what was submitted once is withdrawn, never deleted."""
    return _unless(
        claim.submitted_at, _("This claim was submitted once; withdraw it instead of deleting it.")
    )


def not_taken(claim: Claim, user: Any, at: datetime) -> Verdict:
    """1.1: a claim is taken back until a reviewer has taken it."""
    return _unless(
        claim.taken_by_id, _("A reviewer has taken this claim already. You can withdraw it instead.")
    )


def not_in_dispute(claim: Claim, user: Any, at: datetime) -> Verdict:
    """1.1: a disputed claim gets its second decision."""
    return _unless(claim.disputed_at, _("A disputed claim is decided; it cannot be withdrawn any more."))


def answer_in_time(claim: Claim, user: Any, at: datetime) -> Verdict:
    """R9: an answer comes before the due instant; from then on the request lapses."""
    request = open_request(claim)
    return _unless(request is None or at >= request.due_at, _("The time to answer is over."))


def answer_overdue(claim: Claim, user: Any, at: datetime) -> Verdict:
    """1.1: an open request lapses at its due instant."""
    request = open_request(claim)
    return _unless(request is None or at < request.due_at, _("There is still time to answer."))


def amounts_sent_by_admin(claim: Claim, roles: frozenset[ClaimRole]) -> Verdict:
    """R7: an incentives user sends answers made of files and words; corrected amounts are sent by an admin."""
    request = None if ClaimRole.ADMIN in roles else open_request(claim)
    if request is None or not corrects_amounts(request):
        return YES
    words = _(
        "Amounts are corrected in this answer. An incentives admin sends it, or takes the amounts out again."
    )
    return Verdict(False, words, forbidden=True)


def amounts_open(claim: Claim, user: Any, at: datetime) -> Verdict:
    """R7: amounts are corrected before there is a decision; in a dispute they stand as they were decided on."""
    return _unless(claim.disputed_at, _("The amounts of a disputed claim stay as they were decided on."))


def above_limit(claim: Claim, user: Any, at: datetime) -> Verdict:
    """R10: up to the limit the reviewer decides alone."""
    within = claim.claimed <= claim.program.four_eyes_limit
    return _unless(within, _("Up to the program's limit you decide yourself."))


def decided_in_the_right_capacity(claim: Claim, roles: frozenset[ClaimRole]) -> Verdict:
    """R10: an approver decides what waits for one."""
    waiting = claim.state == ClaimState.AWAITING_APPROVAL
    needed = ClaimRole.APPROVER if waiting else ClaimRole.REVIEWER
    words = _("A recommendation is decided by an approver, anything else by a reviewer.")
    return _unless(needed not in roles, words)


def decided_by_the_right_person(claim: Claim, user: Any, at: datetime) -> Verdict:
    """R8, R10: above the limit a second person decides, who did not recommend it."""
    if claim.state == ClaimState.AWAITING_APPROVAL:
        return not_own_recommendation(claim, user, at)
    above = claim.claimed > claim.program.four_eyes_limit
    return _unless(above, _("Above the program's limit you recommend, and a second person approves."))


def not_own_recommendation(claim: Claim, user: Any, at: datetime) -> Verdict:
    """R8: nobody approves what they recommended."""
    last = claim.decisions.filter(kind=DecisionKind.RECOMMENDATION).order_by("pk").last()
    own = last is not None and user is not None and last.by_id == user.pk
    return _unless(own, _("You recommended this yourself; somebody else approves it."))


def not_first_decider(claim: Claim, user: Any, at: datetime) -> Verdict:
    """R8: a dispute is decided by someone else than the first decider."""
    if not claim.disputed_at or user is None:
        return YES
    before = claim.decisions.left().filter(left_at__lte=claim.disputed_at, by=user).exists()
    return _unless(before, _("You made the decision that is disputed; somebody else looks at it now."))


def nothing_leaving(claim: Claim, user: Any, at: datetime) -> Verdict:
    """A decision that has not left is undone first, by whoever made it."""
    if claim.leaving is None:
        return YES
    words = _("%(name)s has decided this claim; until the decision leaves, it can be undone.")
    return Verdict(False, words % {"name": claim.leaving.by})


def own_decision_leaving(claim: Claim, user: Any, at: datetime) -> Verdict:
    """Whoever decided undoes it, until it leaves."""
    if claim.leaving is None:
        return Verdict(False, _("No decision waits to leave; what has left stands."))
    own = user is not None and claim.leaving.by_id == user.pk
    return _unless(not own, _("%(name)s made this decision and can undo it.") % {"name": claim.leaving.by})


def time_to_leave(claim: Claim, user: Any, at: datetime) -> Verdict:
    """The clock waits until a decision's time has come; whoever made it need not."""
    if user is not None or claim.leaving is None:
        return own_decision_leaving(claim, user, at)
    early = claim.leaving.leaves_at is None or at < claim.leaving.leaves_at
    return _unless(early, _("The decision can still be undone."))


def files_ready(claim: Claim, user: Any, at: datetime) -> Verdict:
    """R5: deciding needs all files CLEAN."""
    names = ", ".join(document.name for document in unready_files(claim))
    return _unless(names, _("Not all files have passed the checks yet: %(names)s.") % {"names": names})


def has_cut(claim: Claim, user: Any, at: datetime) -> Verdict:
    """1.1: only what was cut or refused can be disputed."""
    whole = claim.approved is not None and claim.approved >= claim.claimed
    return _unless(whole, _("The claim was approved in full; there is nothing to dispute."))


def not_disputed_before(claim: Claim, user: Any, at: datetime) -> Verdict:
    """1.1: a decision is disputed once."""
    return _unless(claim.disputed_at, _("This claim was disputed before; the second decision stands."))


def dispute_ends(claim: Claim) -> datetime | None:
    """Until when a decision can be disputed (1.1): the end of the local day, the program's days after it; or None."""
    if claim.decided_at is None:
        return None
    zone = claim.program.zone
    return end_of_day(local_day(claim.decided_at, zone) + timedelta(days=claim.program.dispute_days), zone)


def dispute_window_open(claim: Claim, user: Any, at: datetime) -> Verdict:
    """1.1: strictly before the instant `dispute_ends` gives."""
    end = dispute_ends(claim)
    return _unless(end is None or at >= end, _("The time to dispute this decision is over."))


def unpaid(claim: Claim, user: Any, at: datetime) -> Verdict:
    """1.1: money that left the house is not taken back by a decision."""
    # Read, not made: a guard is also asked by pages that only look.
    fund = Fund.objects.filter(
        partner=claim.partner_id, program=claim.program_id, period=claim.period_id
    ).first()
    paid = paid_for(fund, claim) if fund else 0
    if claim.payment_state in UNDERWAY:
        return Verdict(False, _("The payment is under way; a decision can be reversed only before."))
    return _unless(paid, _("This claim was paid; a decision can be reversed only before."))


def dispute_over(claim: Claim, user: Any, at: datetime) -> Verdict:
    """R11: a refused part stays held until the last day of the dispute has passed."""
    end = dispute_ends(claim)
    still = claim.rest_freed_at or end is None or at < end
    return _unless(still, _("The decision can still be disputed."))
