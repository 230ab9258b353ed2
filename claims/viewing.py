"""Where the files of a claim are shown."""

from claims.models import Claim
from documents.viewing import Places


def places_of(claim: Claim) -> Places:
    """The addresses under the claim."""
    return Places("claim_file", claim.public_id)
