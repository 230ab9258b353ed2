"""The slots of proof as a page shows them: what is asked, what is there, what is missing (R5)."""

from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from typing import Any

from claims.calls import unanswered_id
from claims.checklist import requirements_of
from claims.models import Claim, Proof
from claims.readiness import Finding, Section, findings_in
from programs.enums import RequirementKind
from programs.models import Requirement

#: The catalogue's key of every requirement that asks for photos.
PHOTOS = "photos"


@dataclass(frozen=True)
class Slot:
    """One requirement with what was given for it.

    missing: what keeps the claim from being submitted, empty where a group is asked as a whole; advice: the rest.
    """

    requirement: Requirement
    proofs: list[Proof]
    missing: list[Finding]
    advice: list[Finding]

    @property
    def asks_for_photos(self) -> bool:
        return self.requirement.key == PHOTOS

    @property
    def done(self) -> bool:
        return bool(self.proofs) and not self.missing


@dataclass(frozen=True)
class SlotGroup:
    """Slots that stand in for each other, `minimum` of them; or a single slot with minimum 0."""

    slots: list[Slot]
    minimum: int
    missing: list[Finding]


def slot_groups(claim: Claim, at: datetime) -> list[SlotGroup]:
    """Every slot of the claim in the catalogue's order; load it with `for_page()`."""
    about = findings_in(claim, Section.PROOF, at)
    asked = requirements_of(claim, RequirementKind.EVIDENCE)
    found = groupby(asked, key=lambda one: one.group or one.key)
    return [_group(claim, list(members), about) for _name, members in found]


def slot_of(claim: Claim, key: str, at: datetime) -> Slot | None:
    """One slot by its requirement's key, or None where the activity has no such."""
    slots = [slot for group in slot_groups(claim, at) for slot in group.slots]
    return next((slot for slot in slots if slot.requirement.key == key), None)


def _group(claim: Claim, members: list[Requirement], found: list[Finding]) -> SlotGroup:
    grouped = bool(members[0].group)
    whole = [one for one in found if grouped and one.key == members[0].key and one.code == "slot"]
    own = [one for one in found if one not in whole]
    slots = [_slot(claim, member, own) for member in members]
    return SlotGroup(slots, members[0].group_minimum, whole)


def _slot(claim: Claim, requirement: Requirement, found: list[Finding]) -> Slot:
    proofs = [one for one in claim.proofs.all() if one.requirement_id == requirement.pk]
    own = [one for one in found if one.key == requirement.key]
    blocking, advice = ([one for one in own if one.blocks is blocks] for blocks in (True, False))
    return Slot(requirement, proofs, blocking, advice)


def may_be_removed(claim: Claim, proof: Proof, open_request: Any | None) -> bool:
    """Drafts lose any proof; an answer that is not sent yet loses its own (see `proving`, `originals`, `disputing`)."""
    if proof.call_id:
        return proof.call_id == unanswered_id(claim)
    if proof.for_dispute:
        return claim.disputed_at is None
    return claim.is_draft or (open_request is not None and proof.request_id == open_request.pk)
