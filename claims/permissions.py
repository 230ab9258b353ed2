"""Who may do what on a claim: roles only (R7, R8). State and guards are `workflow.verdict`'s."""

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext as _

from accounts.models import Membership, User
from claims.enums import ClaimRole
from claims.models import Ask, Claim
from lifecycle import Verdict
from programs.enums import VendorRole
from programs.permissions import (
    covers,
    held_memberships,
    held_roles,
    memberships_in,
    roles_at,
    roles_by_membership,
    staff_for,
)

PARTNER_ROLES = frozenset({ClaimRole.ADMIN, ClaimRole.USER})
STAFF_ROLES = frozenset(ClaimRole) - PARTNER_ROLES - {ClaimRole.CLOCK}


def roles_of(user: Any | None, claim: Claim) -> frozenset[ClaimRole]:
    """All capacities in which a person may act on this claim, as they are now; None is the clock.

    Nobody has a vendor role on a claim of their own company (R8).
    """
    if user is None:
        return frozenset({ClaimRole.CLOCK})
    return frozenset(map(ClaimRole, roles_at(user, claim.partner, claim.program)))


def roles_on_page(user: Any, claim: Claim) -> frozenset[ClaimRole]:
    """The same for a page, out of what the request has read of the person already; acts ask `roles_of`."""
    as_partner = roles_by_membership(held_memberships(user), claim.partner, claim.program)
    held = {one.role for one in held_roles(user) if one.program_id in (None, claim.program_id)}
    return frozenset(map(ClaimRole, held if as_partner is None else as_partner))


def partner_people(claim: Claim, *roles: ClaimRole) -> list[User]:
    """The people of the claim's location who may use its program, in one of these roles: whom mails go to."""
    wanted = set(roles or PARTNER_ROLES)
    return [one.user for one in memberships_in(claim.partner, claim.program) if one.role in wanted]


def people_of(claims: Iterable[Claim], *roles: ClaimRole) -> dict[int, list[User]]:
    """The same for many claims, by claim; only who may sign in. Two queries, however many there are."""
    wanted, claims = set(roles or PARTNER_ROLES), list(claims)
    places = {claim.partner_id for claim in claims}
    members = Membership.objects.filter(partner__in=places, role__in=wanted, user__is_active=True)
    by_place: dict[int, list[Membership]] = defaultdict(list)
    for one in members.select_related("user").prefetch_related("scopes").order_by("pk"):
        by_place[one.partner_id].append(one)
    return {
        claim.pk: [one.user for one in by_place[claim.partner_id] if covers(one, claim.program)]
        for claim in claims
    }


def colleagues(claim: Claim, user: Any) -> list[User]:
    """Whom a person may ask for a document of this claim: its other people, by name."""
    others = [one for one in partner_people(claim) if one.pk != user.pk and one.is_active]
    return sorted(others, key=str)


def is_asked(user: Any, ask: Ask) -> Verdict:
    """Only the colleague who was asked gives the document or says why not."""
    return Verdict(
        ask.asked_id == user.pk, _("This is asked of %(name)s.") % {"name": ask.asked}, forbidden=True
    )


def may_call_off(user: Any, ask: Ask) -> Verdict:
    """Who asked takes the question back, or an incentives admin of the location."""
    may = ask.by_id == user.pk or ClaimRole.ADMIN in roles_of(user, ask.claim)
    return Verdict(may, _("%(name)s asked this and may withdraw it.") % {"name": ask.by}, forbidden=True)


def eligible_staff(claim: Claim, role: VendorRole) -> list[User]:
    """People of the vendor who may act in this role on this claim (R8)."""
    return staff_for(claim.partner, claim.program, role)
