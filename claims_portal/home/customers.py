"""What a partner's people owe in their associations with customers; so many queries, however many there are."""

from datetime import datetime
from typing import Any

from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.models import Partner, User
from associations.consent import LOST, Standing, consent_of
from associations.enums import Answer, AssociationState
from associations.models import Association, CustomerAnswer, CustomerLink
from claims_portal.home.need import Due, Need, Undated
from review.models import Request

#: More than this stand in the list of customers.
ROWS = 5
#: The customer has to be asked at another address, or another person.
UNREACHED = (Standing.RETURNED, Standing.NOT_ME)


def answers_due(user: User, partners: list[Partner], at: datetime) -> list[Need]:
    """Requests about associations that wait for an answer."""
    mine = _mine(user, partners).filter(state=AssociationState.ACTION_REQUIRED)
    asked = {one.pk: one for one in mine}
    requests = Request.objects.open().filter(
        subject_kind=Association.SUBJECT_KIND, subject_id__in=list(asked)
    )
    return [_answer(asked[one.subject_id], one, at) for one in requests.prefetch_related("items__reason")]


def _answer(association: Association, request: Request, at: datetime) -> Need:
    items = request.items.all()
    asked = [" ".join(part for part in (str(one.reason or ""), one.words) if part) for one in items]
    return Need(
        due_is=Due.CUSTOMER_ANSWER,
        title=_title(association),
        what="\n".join(one for one in (request.words, *asked) if one),
        url=reverse("association_answer", args=[association.public_id]),
        due=request.due_at,
        zone=association.program.zone,
        at=at,
    )


def waiting(user: User, partners: list[Partner], at: datetime) -> list[Undated]:
    """Customers who could not be asked, then drafts, the latest first; of each no more than ROWS."""
    mine = _mine(user, partners)
    drafts = mine.filter(state=AssociationState.DRAFT).order_by("-changed_at", "-pk")[:ROWS]
    return [*(_contact(one, at) for one in _unreached(mine, at)), *(_draft(one) for one in drafts)]


def _unreached(mine: Any, at: datetime) -> list[Association]:
    """Open ones whose mail came back or went to the wrong person: no time runs until another is named."""
    links = CustomerLink.objects.in_force()
    lost = links.filter(Q(message__state__in=LOST) | ~Q(returned_at=None)).values("association")
    wrong = CustomerAnswer.objects.filter(answer=Answer.NOT_ME, link__in=links).values("association")
    found = mine.open().filter(Q(pk__in=lost) | Q(pk__in=wrong)).order_by(F("submitted_at").desc(), "-pk")
    seen = found.prefetch_related("links__message", "answers")[: 2 * ROWS]
    return [one for one in seen if consent_of(one, at).standing in UNREACHED][:ROWS]


def _contact(association: Association, at: datetime) -> Undated:
    return Undated(
        title=_title(association),
        what=str(consent_of(association, at).words),
        url=reverse("association_contact", args=[association.public_id]),
        label=_("Name another contact"),
        tone="attention",
    )


def _draft(association: Association) -> Undated:
    return Undated(
        title=association.customer_name,
        what=_("Finish the association with this customer and submit it."),
        url=reverse("association", args=[association.public_id]),
        label=str(association.partner_label),
        tone=association.tone,
    )


def _mine(user: User, partners: list[Partner]) -> Any:
    seen = Association.objects.visible_to(user).filter(partner__in=partners)
    return seen.select_related("program", "partner")


def _title(association: Association) -> str:
    return f"{association.customer_name} ({association.number})"
