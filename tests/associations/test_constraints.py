"""What the database refuses of associations."""

import pytest
from django.db import IntegrityError, transaction

from associations.models import (
    Association,
    AssociationItem,
    AssociationProof,
    CustomerAnswer,
    CustomerDomain,
    CustomerLink,
)
from lifecycle import clock
from tests.factories import associations as make

LONG_AGO = "2020-01-01T00:00Z"


@pytest.mark.parametrize(
    ("constraint", "state", "changes"),
    [
        ("associations_state_known", "submitted", {"state": "ON_HOLD"}),
        ("associations_submitted_is_whole", "submitted", {"tenant_id": None}),
        ("associations_approved_runs", "approved", {"approved_at": None}),
        ("associations_over_for_a_reason", "submitted", {"state": "REJECTED"}),
        ("associations_ends_after_it_began", "submitted", {"ended_at": LONG_AGO}),
        ("associations_way_back_known", "asked", {"came_from": ""}),
        ("associations_under_review_by_somebody", "under_review", {"taken_by": None}),
        ("associations_disputed_has_time", "submitted", {"state": "DISPUTED"}),
        ("associations_cleared_by_somebody", "submitted", {"cleared_at": LONG_AGO}),
        (
            "associations_work_in_order",
            "submitted",
            {"work_from": "2026-02-01", "work_until": "2026-01-01"},
        ),
    ],
)
def test_impossible_associations(people, constraint, state, changes):
    made = getattr(make, state)(people)
    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        Association.objects.filter(pk=made.pk).update(**changes)


def test_impossible_items(people):
    made = make.draft(people)
    item = made.items.get()
    with pytest.raises(IntegrityError, match="associations_item_once"), transaction.atomic():
        AssociationItem.objects.create(association=made, kind=item.kind, code=item.code)
    with pytest.raises(IntegrityError, match="associations_active_item_has_tenant"), transaction.atomic():
        AssociationItem.objects.filter(pk=item.pk).update(active=True, tenant_id=None)


def test_impossible_proof(people):
    proof = make.draft(people).proofs.get()
    twin = {"association": proof.association, "document": proof.document, "added_by": people.anna}
    with pytest.raises(IntegrityError, match="associations_proof_once"), transaction.atomic():
        AssociationProof.objects.create(**twin, added_at=clock.now())
    with pytest.raises(IntegrityError, match="associations_proof_sent_after_added"), transaction.atomic():
        AssociationProof.objects.filter(pk=proof.pk).update(sent_at=LONG_AGO)


def test_impossible_customers(people):
    link = make.submitted(people).links.get()
    facts = {"association": link.association, "address": link.address, "language": "de"}
    with pytest.raises(IntegrityError, match="associations_one_link_in_force"), transaction.atomic():
        CustomerLink.objects.create(**facts, digest="another", made_at=clock.now())
    with pytest.raises(IntegrityError, match="associations_declined_for_a_reason"), transaction.atomic():
        CustomerAnswer.objects.create(
            association=link.association, link=link, answer="DECLINE", language="de", at=clock.now()
        )
    with pytest.raises(IntegrityError, match="associations_domain_in_lower_case"), transaction.atomic():
        CustomerDomain.objects.create(
            domain="Petersen.example", tenant_id=make.TENANT, known_since=clock.now()
        )
