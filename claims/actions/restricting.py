"""Restricting a file of a claim: who may, and who is told (R14). What it does is `documents.restricting`'s."""

from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from claims.actions import looking_over
from claims.enums import ClaimRole
from claims.models import Claim
from claims.permissions import eligible_staff, roles_of
from documents import restricting
from documents.models import Document, Restriction
from lifecycle import ActionRefused, Verdict, clock
from notifications.actions.sending import send
from programs.enums import VendorRole

ASKING = (ClaimRole.REVIEWER, ClaimRole.MANAGER)
AGREEING = (ClaimRole.APPROVER, ClaimRole.MANAGER)
ENDING = (ClaimRole.REVIEWER, ClaimRole.APPROVER, ClaimRole.MANAGER)


def may_ask(claim: Claim, document: Document, user: Any) -> Verdict:
    """Reviewers and program managers ask, while nobody has."""
    if not (answer := _in_role(claim, user, ASKING)):
        return answer
    if restricting.current(document):
        return Verdict(False, _("This file is restricted already, or somebody has asked for it."))
    return answer


def may_agree(claim: Claim, document: Document, user: Any) -> Verdict:
    """An approver or program manager agrees, and never the person who asked."""
    if not (answer := _in_role(claim, user, AGREEING)):
        return answer
    return restricting.may_agree(document, user)


def may_end(claim: Claim, document: Document, user: Any) -> Verdict:
    """One person of the three roles is enough to end a restriction: it only gives back what everybody had."""
    if not (answer := _in_role(claim, user, ENDING)):
        return answer
    if restricting.current(document) is None:
        return Verdict(False, _("This file is not restricted."))
    return answer


@transaction.atomic
def ask(claim: Claim, document: Document, reason: str, *, user: Any) -> Restriction:
    """Ask for a restriction, and tell everybody who may agree to it."""
    _require(may_ask(claim, document, user))
    at = clock.now()
    restriction = restricting.ask(document, user=user, at=at, reason=reason)
    words: dict[str, Any] = {
        "number": claim.number,
        "public_id": claim.public_id,
        "document": document.public_id,
        "name": document.name,
        "by": str(user),
        "reason": reason,
        "restriction": restriction.pk,
    }
    for person in _second_people(claim, user):
        send("restriction_asked", to=person, subject=document, key=str(restriction.pk), at=at, **words)
    return restriction


@transaction.atomic
def agree(claim: Claim, document: Document, *, user: Any) -> Restriction:
    """The second person's yes; from now on words in the file find no claim."""
    _require(may_agree(claim, document, user))
    at = clock.now()
    looking_over.promise_for(document, at)
    return restricting.agree(document, user=user, at=at)


@transaction.atomic
def end(claim: Claim, document: Document, reason: str, *, user: Any) -> Restriction:
    """End a restriction, or turn it down while it is only asked for."""
    _require(may_end(claim, document, user))
    at = clock.now()
    looking_over.promise_for(document, at)
    return restricting.end(document, user=user, at=at, reason=reason)


def _second_people(claim: Claim, user: Any) -> list[Any]:
    people = [*eligible_staff(claim, VendorRole.MANAGER), *eligible_staff(claim, VendorRole.APPROVER)]
    return list({one.pk: one for one in people if one.pk != user.pk}.values())


def _in_role(claim: Claim, user: Any, roles: tuple[ClaimRole, ...]) -> Verdict:
    if roles_of(user, claim) & set(roles):
        return Verdict(True)
    names = ", ".join(str(role.label) for role in roles)
    return Verdict(False, _("Only these may do this: %(roles)s.") % {"roles": names}, forbidden=True)


def _require(verdict: Verdict) -> None:
    if not verdict:
        raise ActionRefused(verdict)
