"""An invoice that Nordlicht and Brightwater both claim, and everyday claims that flag nobody."""

import pytest
from django.core.management import call_command

from claims.duplicates import flagged_lines, uses_for_staff
from claims.enums import ClaimState
from claims.models import Claim
from claims_portal.demo import people
from claims_portal.demo.story import everyday
from claims_portal.demo.story.brightwater import Brightwater
from claims_portal.demo.story.nordlicht import Nordlicht
from claims_portal.management.commands.load_demo import enroll
from documents.models import Document


@pytest.fixture
def told(db):
    call_command("load_catalogue", verbosity=0)
    people.make_people()
    enroll()
    nordlicht, brightwater = Nordlicht(), Brightwater()
    nordlicht.earn()
    brightwater.earn()
    nordlicht.under_review()
    brightwater.shared_invoice()
    brightwater.awaiting_approval()
    everyday.tell(1, 5)
    return {claim.title: claim for claim in Claim.objects.for_page()}


def test_the_story(told):
    theirs, ours = told.pop("Herbst search ads"), told.pop("Online-Anzeigen Herbst")
    assert (theirs.state, ours.state) == (ClaimState.SUBMITTED, ClaimState.UNDER_REVIEW)
    for claim, other in ((theirs, ours), (ours, theirs)):
        (uses,) = uses_for_staff(claim, people.user("rita")).values()
        (match,) = uses.flagged
        assert (match.line.claim, match.may_open) == (other, True)
        assert match.words == "the same vendor, number and amount"

    assert [claim.title for claim in told.values() if flagged_lines(claim)] == []
    stand = told["Channel Expo stand"].expenses.get()
    assert (stand.net, stand.invoice_net) == (14_800, 18_400)
    files = [claim.expenses.get().document for claim in told.values()]
    assert len({one.sha256 for one in files}) == len(files) == 6
    assert {one.state for one in Document.objects.filter(pk__in=[one.pk for one in files])} == {"CLEAN"}
