"""A dispute above the limit: one person recommends, another approves, and neither made the first decision (R8, R10)."""

import pytest

from claims.actions import deciding, disputing
from claims.models import Claim
from lifecycle import ActionRefused, clock
from notifications.actions.delivering import deliver
from notifications.models import Message
from programs.enums import VendorRole
from tests.factories import claims as make
from tests.factories.people import staff
from tests.factories.programs import ProgramRoleFactory


@pytest.fixture
def large(team) -> Claim:
    """Above the limit: recommended by Rita, cut by Arno, who is the program's only approver."""
    claim = make.recommended(team, 9000, 3000)
    return make.decide(claim, make.outcomes(claim, 9000, 2500), user=team.arno)


def test_above_the_limit_a_dispute_needs_a_second_approver(large, team, mailoutbox):
    """R8, R10: reviewers are there, but whoever approved before does not decide the dispute."""
    rolf = staff("Rolf", team.program, VendorRole.REVIEWER)
    disputing.dispute(large.pk, "See the letter.", user=team.anna)
    message = Message.objects.get(kind="nobody_decides")
    deliver(message.pk, clock.now())
    assert "no other approver who may" in mailoutbox[0].body
    assert "Please name another approver" in mailoutbox[0].alternatives[0].content

    with pytest.raises(ActionRefused, match="Nobody else may approve"):
        deciding.recommend(large.pk, make.outcomes(large, 9000, 3000), "", user=rolf)
    staff("Amira", team.program, VendorRole.APPROVER)
    deciding.recommend(large.pk, make.outcomes(large, 9000, 3000), "", user=rolf)


def test_with_a_second_approver_nobody_is_alarmed(large, team):
    staff("Amira", team.program, VendorRole.APPROVER)
    disputing.dispute(large.pk, "See the letter.", user=team.anna)
    assert not Message.objects.filter(kind="nobody_decides").exists()


def test_who_would_have_to_recommend_and_approve_is_not_enough(large, team):
    amira = staff("Amira", team.program, VendorRole.APPROVER)
    team.program.roles.filter(user=team.rita).delete()
    ProgramRoleFactory(user=amira, program=team.program, role=VendorRole.REVIEWER)
    disputing.dispute(large.pk, "See the letter.", user=team.anna)
    assert Message.objects.filter(kind="nobody_decides").exists()
