import pytest

from tests.claims.pack.packs import with_bytes
from tests.factories import claims as make


@pytest.fixture
def claim(people):
    """Decided by Rita, with a real invoice and a real photo."""
    claim = make.decided(people, 900, claimed=(1200,))
    claim.expenses.update(document=with_bytes(claim))
    claim.proofs.filter(document__isnull=False).update(
        document=with_bytes(claim, b"photo" * 999, "Täglich.jpg")
    )
    return claim
