"""A place that takes files: one slot of a draft, or one of the things a request asks for."""

from dataclasses import dataclass

from django.http import Http404, HttpRequest
from django.urls import reverse

from claims.actions import proving
from claims.answers import Answer, answers_of
from claims.models import Claim, Proof
from claims.slots import Slot, slot_of
from claims.views.fetch import partner_claim
from lifecycle import clock
from review.actions import open_request


@dataclass(frozen=True)
class Place:
    """`slot` is None where a request is answered, `answer` where a draft is filled."""

    claim: Claim
    proofs: list[Proof]
    slot: Slot | None = None
    answer: Answer | None = None

    @property
    def target(self) -> proving.Place:
        """What a proof is given for here."""
        if self.answer:
            return self.answer.item
        if self.slot:
            return self.slot.requirement
        raise LookupError("A place is a slot or an item.")

    @property
    def words(self) -> str:
        """What is wanted here."""
        return str(self.answer.part if self.answer else self.slot and self.slot.requirement)

    @property
    def key(self) -> str:
        """What the ids on the page carry; see `claims/_place_state.html`."""
        return self.slot.requirement.key if self.slot else self._parameter

    @property
    def _parameter(self) -> str:
        return self.answer.item.public_id if self.answer else self.key

    @property
    def _page(self) -> str:
        return "claim_slot" if self.slot else "claim_answer_item"

    @property
    def url(self) -> str:
        """The page on which files can be given here."""
        return reverse(self._page, args=[self.claim.public_id, self._parameter])

    @property
    def page(self) -> str:
        """The page with this place and the others beside it."""
        return reverse("claim_proof" if self.slot else "claim_answer", args=[self.claim.public_id])

    @property
    def phone_url(self) -> str:
        return self._near("phone")

    @property
    def reuse_url(self) -> str:
        return self._near("reuse")

    def _near(self, what: str) -> str:
        name = f"claim_slot_{what}" if self.slot else f"claim_answer_{what}"
        return reverse(name, args=[self.claim.public_id, self._parameter])


def place_of(request: HttpRequest, public_id: str, key: str = "", item: str = "") -> Place:
    """The slot of this key, or the item of the open request; with the rights of its page. Http404 for another's."""
    claim = partner_claim(request, public_id, "edit" if key else "save_answer")
    if not key:
        return _item(claim, item)
    slot = slot_of(claim, key, clock.now())
    if slot is None:
        raise Http404
    return Place(claim, slot.proofs, slot)


def _item(claim: Claim, public_id: str) -> Place:
    asked = open_request(claim)
    answers = answers_of(claim, asked) if asked else []
    found = next((one for one in answers if one.item.public_id == public_id), None)
    if found is None:
        raise Http404
    return Place(claim, found.proofs, answer=found)
