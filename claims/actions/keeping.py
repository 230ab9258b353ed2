"""Keeping and deleting the files of claims: who may (R15). What it does is `documents.keeping`'s and `purging`'s."""

from collections.abc import Iterable
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from claims.actions import looking_over
from claims.enums import ClaimRole
from claims.models import Claim
from claims.permissions import roles_of
from claims.retention import AGREEING, MAKING, needed
from documents import keeping, purging
from documents.models import Document, Hold, Purge
from lifecycle import ActionRefused, Verdict, clock
from notifications.actions.sending import send
from programs.enums import VendorRole
from programs.models import Program, ProgramRole
from programs.permissions import has_role


def may_hold(claim: Claim, user: Any) -> Verdict:
    """Program managers set and lift legal holds."""
    if ClaimRole.MANAGER in roles_of(user, claim):
        return Verdict(True)
    return _only(MAKING)


def set_hold(claim: Claim, document: Document, reason: str, *, user: Any) -> Hold:
    """Keep a file of this claim until the hold is lifted."""
    _require(may_hold(claim, user))
    return keeping.set_hold(document, reason=reason, user=user, at=clock.now())


def lift_hold(claim: Claim, document: Document, reason: str, *, user: Any) -> Hold:
    """End the hold."""
    _require(may_hold(claim, user))
    return keeping.lift_hold(document, reason=reason, user=user, at=clock.now())


def may_make(program: Program, user: Any) -> Verdict:
    """Program managers write the list."""
    return Verdict(True) if has_role(user, program, *MAKING) else _only(MAKING)


@transaction.atomic
def make_purge(program: Program, documents: Iterable[Document], reason: str, *, user: Any) -> Purge:
    """Write down which files are to be deleted, and tell everybody who may be the second person.

    Each file is looked at now, and again when the list is carried out.
    """
    _require(may_make(program, user))
    at = clock.now()
    purge = purging.make(program, documents, reason=reason, user=user, at=at, in_use=needed(user, *MAKING))
    facts: dict[str, Any] = {
        "public_id": purge.public_id,
        "by": str(user),
        "reason": reason,
        "files": purge.items.count(),
    }
    for person in _second_people(purge):
        send("purge_waits", to=person, subject=purge, key=purge.public_id, at=at, **facts)
    return purge


def _second_people(purge: Purge) -> list[Any]:
    held = ProgramRole.objects.in_program(purge.program).filter(role__in=AGREEING).select_related("user")
    return list({one.user for one in held if one.user_id != purge.made_by_id})


def may_carry_out(purge: Purge, user: Any) -> Verdict:
    """A program manager or approver who did not make the list."""
    if not has_role(user, purge.program, *AGREEING):
        return _only(AGREEING)
    return purging.verdict(purge, user)


def may_cancel(purge: Purge, user: Any) -> Verdict:
    """Everybody who may make or carry out such a list, who made it too."""
    if not has_role(user, purge.program, *AGREEING):
        return _only(AGREEING)
    return purging.verdict(purge, user, cancelling=True)


@transaction.atomic
def carry_out(purge: Purge, *, user: Any) -> Purge:
    """Delete what is on the list and not kept after all; words in what is gone find no claim any longer."""
    _require(may_carry_out(purge, user))
    at = clock.now()
    done = purging.carry_out(purge, user=user, at=at, in_use=needed(user, *AGREEING))
    for item in done.items.filter(kept_because="").select_related("document"):
        looking_over.promise_for(item.document, at)
    return done


def cancel(purge: Purge, *, user: Any) -> Purge:
    """Let the list go."""
    _require(may_cancel(purge, user))
    return purging.cancel(purge, user=user, at=clock.now())


def _only(roles: Iterable[VendorRole]) -> Verdict:
    names = ", ".join(str(role.label) for role in roles)
    return Verdict(False, _("Only these may do this: %(roles)s.") % {"roles": names}, forbidden=True)


def _require(verdict: Verdict) -> None:
    if not verdict:
        raise ActionRefused(verdict)
