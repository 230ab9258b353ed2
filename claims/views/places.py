"""A place that takes files: one slot of a draft, or the answer to a request."""

from dataclasses import dataclass

from django.http import Http404, HttpRequest
from django.urls import reverse

from claims.models import Claim, Proof
from claims.slots import Slot, slot_of
from claims.views.fetch import partner_claim
from lifecycle import clock
from programs.models import Requirement
from review.actions import open_request


@dataclass(frozen=True)
class Place:
    """`slot` is None where a request is answered."""

    claim: Claim
    proofs: list[Proof]
    slot: Slot | None

    @property
    def requirement(self) -> Requirement | None:
        return self.slot.requirement if self.slot else None

    @property
    def key(self) -> str:
        """What the ids on the page carry; see `claims/_place_state.html`."""
        return self.slot.requirement.key if self.slot else "answer"

    @property
    def url(self) -> str:
        """The page on which files can be given here."""
        if self.slot:
            return reverse("claim_slot", args=[self.claim.public_id, self.key])
        return reverse("claim_answer", args=[self.claim.public_id])

    @property
    def page(self) -> str:
        """The page with this place and the others beside it."""
        return reverse("claim_proof", args=[self.claim.public_id]) if self.slot else self.url

    @property
    def phone_url(self) -> str:
        return self._near("phone")

    @property
    def reuse_url(self) -> str:
        return self._near("reuse")

    def _near(self, what: str) -> str:
        if self.slot:
            return reverse(f"claim_slot_{what}", args=[self.claim.public_id, self.key])
        return reverse(f"claim_answer_{what}", args=[self.claim.public_id])


def place_of(request: HttpRequest, public_id: str, key: str) -> Place:
    """The slot of this key, or without a key the answer that is being prepared; with the rights of its page."""
    claim = partner_claim(request, public_id, "edit" if key else "save_answer")
    if not key:
        asked = open_request(claim)
        return Place(claim, [one for one in claim.proofs.all() if asked and one.request_id == asked.pk], None)
    slot = slot_of(claim, key, clock.now())
    if slot is None:
        raise Http404
    return Place(claim, slot.proofs, slot)
