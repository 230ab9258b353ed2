from associations.models.association import Association, AssociationItem
from associations.models.customer import CustomerAnswer, CustomerDomain, CustomerLink
from associations.models.proof import AssociationProof

__all__ = [
    "Association",
    "AssociationItem",
    "AssociationProof",
    "CustomerAnswer",
    "CustomerDomain",
    "CustomerLink",
]
