"""Drafts: create, change step by step, name what it is about, add and remove proof, renew."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from accounts.models import Partner
from associations import workflow
from associations.actions import settling
from associations.actions.door import Act, act
from associations.engagements import ENGAGEMENTS
from associations.enums import AssociationState
from associations.models import Association, AssociationItem, AssociationProof
from documents import actions as documents
from documents import words
from documents.enums import State
from documents.stored import StoredUpload
from history.actions import record
from lifecycle import ActionRefused, clock
from programs.models import Program

#: What a renewal takes over; the proof and its dates are those of the new work.
COPIED = (
    *("engagement", "role", "opt_out", "customer_name", "tenant_id", "domain", "country", "public_sector"),
    *("contact_name", "contact_title", "contact_email", "contact_language", "own_name", "own_email"),
    *("seller_name", "product_name"),
)
CHANGED_MEANWHILE = _(
    "Somebody else changed this draft meanwhile. Look at it again; what you typed is still here."
)


@transaction.atomic
def create(partner: Partner, program: Program, fields: Mapping[str, Any], *, user: Any) -> Association:
    """A draft of a location in a program. fields: engagement, role and the customer, as the first step gives them.

    Raises ActionRefused where the program takes none or the person may not.
    """
    at = clock.now()
    draft = Association(partner=partner, program=program, owner=user, created_at=at, changed_at=at, **fields)
    verdict = workflow.verdict(draft, "create", user, at)
    if not verdict:
        raise ActionRefused(verdict)
    draft.save()
    record(draft, "association.create", actor=user, at=at)
    return draft


def edit(
    association_id: int, fields: Mapping[str, Any], *, user: Any, what: str, edition: int | None = None
) -> Association:
    """Write the fields of one step. what: which step, for the history; edition: what the page was drawn from.

    Raises ActionRefused where somebody else was faster.
    """
    with act(association_id, "edit", user) as one:
        if edition is not None and edition != one.association.edition:
            raise ActionRefused(CHANGED_MEANWHILE)
        one.move(**fields)
        # Workloads are no subscriptions: what was named for another engagement is named anew.
        one.association.items.exclude(kind=one.association.terms.items).delete()
        if "tenant_id" in fields:
            one.association.items.update(tenant_id=fields["tenant_id"])
        one.note(what=what)
    return one.association


def name_items(association_id: int, codes: Iterable[str], *, user: Any) -> Association:
    """Say which workloads or subscriptions it is about, instead of what was named before."""
    with act(association_id, "edit", user) as one:
        association = one.association
        kind = ENGAGEMENTS[association.engagement].items
        association.items.all().delete()
        AssociationItem.objects.bulk_create(
            AssociationItem(association=association, kind=kind, code=code, tenant_id=association.tenant_id)
            for code in sorted(set(codes))
        )
        one.move()
        one.note(what="items")
    return one.association


def add_proof(association_id: int, upload: StoredUpload, *, user: Any) -> AssociationProof:
    """Put a file into a draft, an answer that is prepared, or, where somebody else claims the same, beside it."""
    with act(association_id, verb_for_proof(association_id), user) as one:
        proof = _keep(one, upload)
        if proof.sent_at:
            settling.keep(one)
        one.move()
        one.note(what="proof", name=proof.document.name)
    return proof


def verb_for_proof(association_id: int) -> str:
    """A draft is edited; asked for more, an answer is prepared; approved, newer proof is added."""
    state = Association.objects.values_list("state", flat=True).get(pk=association_id)
    verbs = {AssociationState.ACTION_REQUIRED: "save_answer", AssociationState.APPROVED: "add_proof"}
    return verbs.get(AssociationState(state), "edit")


def _keep(one: Act, upload: StoredUpload) -> AssociationProof:
    association = one.association
    proofs = list(association.proofs.select_related("document"))
    for proof in proofs:
        if proof.document.sha256 == upload.sha256 and proof.document.state in (State.PENDING, State.CLEAN):
            told = _("This file is here already, as “%(name)s”.") % {"name": proof.document.name}
            raise ActionRefused(told, fields={"file": told})
    if len(proofs) >= settings.UPLOAD_FILES_PER_CLAIM:
        told = words.too_many(settings.UPLOAD_FILES_PER_CLAIM)
        raise ActionRefused(told, fields={"file": told})
    document = documents.receive(upload, partner=association.partner, user=one.user, at=one.at)
    sent_at = one.at if one.verb == "add_proof" else None
    return AssociationProof.objects.create(
        association=association, document=document, added_by=one.user, added_at=one.at, sent_at=sent_at
    )


def remove_proof(association_id: int, public_id: str, *, user: Any) -> None:
    """Take a file out that was not sent yet; the bytes stay with the location's documents."""
    with act(association_id, verb_for_proof(association_id), user) as one:
        proof = one.association.proofs.filter(public_id=public_id, sent_at=None).first()
        if proof is None:
            raise ActionRefused(_("This was sent before and stays as it is."))
        name = proof.document.name
        proof.delete()
        one.move()
        one.note(what="proof_removed", name=name)


def delete(association_id: int, *, user: Any) -> None:
    """Delete a draft for good."""
    with act(association_id, "delete", user) as one:
        one.note()
        one.association.delete()


def move(association_id: int, partner: Partner, *, user: Any) -> Association:
    """Give a draft to another location of the same person."""
    with act(association_id, "move", user) as one:
        before = one.association.partner
        one.association.partner = partner
        verdict = workflow.verdict(one.association, "move", user, one.at)
        if not verdict:
            raise ActionRefused(verdict)
        one.association.partner = before
        one.move(partner=partner)
        one.note(location=str(partner))
    return one.association


def renew(association_id: int, *, user: Any) -> Association:
    """A new draft about the same customer, for a subscription that was renewed under another number."""
    with act(association_id, "renew", user) as one:
        old = one.association
        draft = Association.objects.create(
            partner=old.partner,
            program=old.program,
            owner=user,
            renewed_from=old,
            created_at=one.at,
            changed_at=one.at,
            **{name: getattr(old, name) for name in COPIED},
        )
        record(draft, "association.create", actor=user, at=one.at)
        one.note()
    return draft
