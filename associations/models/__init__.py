from associations.models.association import Association
from associations.models.customer import CustomerAnswer, CustomerDomain, CustomerLink
from associations.models.item import AssociationItem
from associations.models.proof import AssociationProof

__all__ = [
    "Association",
    "AssociationItem",
    "AssociationProof",
    "CustomerAnswer",
    "CustomerDomain",
    "CustomerLink",
]
