"""The secret in a customer's link: derived when a mail is drawn, stored as a digest only (R19).

Whoever reads the database, or the stored facts of a mail, cannot open a link: the secret hangs on SECRET_KEY.
"""

import hashlib

from django.urls import reverse
from django.utils.crypto import salted_hmac

from associations.models import CustomerLink

SALT = "associations.links"


def secret_of(public_id: str) -> str:
    """The part of the address that opens the link of this public id."""
    return salted_hmac(SALT, public_id, algorithm="sha256").hexdigest()


def digest(secret: str) -> str:
    """What is stored of a secret."""
    return hashlib.sha256(secret.encode()).hexdigest()


def path_of(public_id: str) -> str:
    """The path of the customer's page."""
    return reverse("customer", args=[secret_of(public_id)])


def link_by(secret: str) -> CustomerLink | None:
    """The link that this secret opens, replaced ones too; None for anything else."""
    found = CustomerLink.objects.select_related("association__partner", "association__program")
    return found.filter(digest=digest(secret)).first()
