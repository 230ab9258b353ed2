"""A file that failed and was not sent again in time: its line pays nothing, and the claim is not stuck (1.1, R5)."""

from decimal import Decimal

import pytest

from claims.actions import deciding
from claims.enums import ClaimState
from claims.outcomes import LineOutcome
from documents.models import Document
from lifecycle import ActionRefused
from tests.factories import claims as make

pytestmark = pytest.mark.django_db


@pytest.fixture
def unread(taken):
    """Under review, and the file of its only line was refused by the checks."""
    line = taken.expenses.select_related("document").get()
    Document.objects.filter(pk=line.document_id).update(
        state="REFUSED", refusal="damaged", engine="", content_type=""
    )
    return taken


def test_its_line_cannot_be_approved(unread, people):
    line = unread.expenses.get()
    with pytest.raises(ActionRefused, match="did not pass the checks"):
        deciding.decide(unread.pk, {line: LineOutcome(Decimal(1), "Some of it.")}, "", user=people.rita)


def test_its_line_can_be_refused_so_the_claim_ends(unread, people):
    line = unread.expenses.get()
    claim = make.decide(unread, {line: LineOutcome(Decimal(0), "The file is damaged.")}, user=people.rita)
    assert claim.state == ClaimState.REJECTED
