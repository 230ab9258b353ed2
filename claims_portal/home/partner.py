"""What a partner's people meet first: what waits for them with its date, their money, the five tasks."""

from datetime import datetime
from typing import Any

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.models import Membership, Partner, User
from accounts.payee import has_payee
from accounts.permissions import partner_role
from claims.enums import ClaimState
from claims.models import Claim, OriginalsCall
from claims.parts import Parts, asked_in_words, facts_of
from claims.reusing import uses_of
from claims_portal.home import customers
from claims_portal.home.asked import asked_of
from claims_portal.home.need import Due, Need
from claims_portal.home.written import written_to
from documents.enums import State
from documents.models import Document
from funds.figures import FundFigures, funds_for_home
from payments.own import own_places
from review.models import Request

#: More rows than this stand in the list of claims.
ROWS = 8


def screen(user: User, partner: Partner, at: datetime) -> dict[str, Any]:
    """The context of the first screen of a location; a fixed number of queries."""
    claims = Claim.objects.of_partner(user, partner)
    funds = funds_for_home(user, partner, at)
    needs = needs_of(user, [partner], at)
    asked = asked_of(user, partner, at)
    return {
        "role": partner_role(user, partner),
        "partner": partner,
        "has_payee": has_payee(partner, at),
        "payments": own_places(user, partner, at),
        "at": at,
        "asked": asked[:ROWS],
        "more_asked": max(len(asked) - ROWS, 0),
        "needs": needs[:ROWS],
        "more_needs": max(len(needs) - ROWS, 0),
        "customers": customers.waiting(user, [partner], at),
        "written": written_to(user, partner)[:ROWS],
        "funds": [row for row in funds if row.is_open],
        "closed_funds": [row for row in funds if not row.is_open][:3],
        "soonest": _soonest(funds),
        "refused": _refused_files(claims, user, partner),
        "recent": claims.for_lists().order_by("-changed_at", "-pk")[:5],
        "counts": claims.by_state(),
    }


def needs_of(user: User, partners: list[Partner], at: datetime) -> list[Need]:
    """Requests, about customers too, and calls for originals to answer, drafts to finish: the nearest date first.

    So many queries always.

    partners: some or all locations of the person's.
    """
    mine = Claim.objects.visible_to(user).filter(partner__in=partners)
    claims = mine.with_deadline().select_related("program", "period", "partner")
    waiting = claims.filter(state=ClaimState.ACTION_REQUIRED).select_related("activity")
    asked = {one.pk: one for one in waiting.prefetch_related("expenses")}
    requests = Request.objects.open().filter(subject_kind=Claim.SUBJECT_KIND, subject_id__in=list(asked))
    needs = [_answer(asked[one.subject_id], one, at) for one in requests.prefetch_related("items__reason")]
    calls = OriginalsCall.objects.owed().filter(claim__in=mine)
    needs += [_originals(one, at) for one in calls.select_related("claim__program", "claim__partner")]
    drafts = claims.filter(state=ClaimState.EDITING, deadline__gt=at).prefetch_related(
        "handovers__by", "handovers__back_by"
    )
    # What was handed over lies with the admins: it is their turn.
    administered = Membership.objects.admins().filter(user=user).values("partner")
    drafts = drafts.filter(Q(ready_at=None) | Q(partner__in=administered))
    needs += [_draft(one, at) for one in drafts]
    needs += customers.answers_due(user, partners, at)
    return sorted(needs, key=lambda need: need.due)


def _answer(claim: Claim, request: Request, at: datetime) -> Need:
    return Need(
        due_is=Due.ANSWER,
        claim=claim,
        title=f"{claim.title} ({claim.number})",
        what="\n".join(_items(claim, request)),
        url=reverse("claim_answer", args=[claim.public_id]),
        due=request.due_at,
        zone=claim.program.zone,
        at=at,
    )


def _items(claim: Claim, request: Request) -> list[str]:
    """Every thing that is asked for, in a line of its own and with its part."""
    parts = Parts(claim)
    return [asked_in_words(facts_of(parts[one.part], one)) for one in request.items.all()]


def _originals(call: OriginalsCall, at: datetime) -> Need:
    return Need(
        due_is=Due.ORIGINALS,
        claim=call.claim,
        title=f"{call.claim.title} ({call.claim.number})",
        what=_("Originals are called for: %(words)s") % {"words": call.words},
        url=reverse("claim_call", args=[call.claim.public_id]),
        due=call.due_at,
        zone=call.claim.program.zone,
        at=at,
    )


def _draft(claim: Claim, at: datetime) -> Need:
    return Need(
        due_is=Due.CLAIM,
        claim=claim,
        title=claim.title,
        what=_stands(claim),
        url=reverse("claim", args=[claim.public_id]),
        due=claim.deadline,
        zone=claim.program.zone,
        at=at,
    )


def _stands(claim: Claim) -> str:
    """Whether it was handed over, or back, and by whom; reads `claim.handovers`."""
    last = next(reversed(claim.handovers.all()), None)
    if claim.ready_at and last:
        return _("%(name)s handed it over: submit it, or hand it back.") % {"name": last.by}
    if last and last.back_at:
        return _("%(name)s handed it back: %(words)s") % {"name": last.back_by, "words": last.back_words}
    return _("Finish the draft and submit it.")


def _soonest(funds: list[FundFigures]) -> FundFigures | None:
    """The open fund with money left whose deadline comes first."""
    return next((row for row in funds if row.is_open and row.fund.left > 0), None)


def _refused_files(claims: Any, user: User, partner: Partner) -> list[tuple[Document, Claim]]:
    """Files that were not accepted, each with the draft or request it belongs to."""
    bad = (State.REFUSED, State.INFECTED, State.FAILED)
    open_claims = claims.filter(state__in=(ClaimState.EDITING, ClaimState.ACTION_REQUIRED))
    used = Document.objects.filter(state__in=bad, proofs__claim__in=open_claims)
    invoices = Document.objects.filter(state__in=bad, expenses__claim__in=open_claims)
    files = list(used.union(invoices)[:ROWS])
    uses = uses_of(files, user, partner) if files else {}
    return [(one, use.claim) for one in files for use in uses[one.pk][:1]]
