"""The first screen of an approver: what is recommended to them, and lists that wait for their yes."""

import pytest
from django.urls import reverse

from claims.actions import deciding, disputing, keeping
from programs.enums import VendorRole
from tests.claims.staff.test_purging import due, lapsed
from tests.factories import claims as made
from tests.factories.people import staff
from tests.factories.programs import ProgramRoleFactory


@pytest.fixture
def home(sign_in, text):
    return lambda user: text(sign_in(user).get(reverse("home")))


def test_the_amount_is_the_recommended_one(people, home):
    claim = made.under_review(people, 9000, 3000)
    deciding.recommend(claim.pk, made.outcomes(claim, 9000, 2500), "Wine taken out.", user=people.rita)

    said = home(people.arno)

    assert "recommended by Rita: Wine taken out." in said
    assert "11,500.00 EUR" in said
    assert "of 12,000.00 EUR" in said


def test_what_is_decided_and_waits_to_leave_is_not_recommended_any_more(people, home):
    claim = made.recommended(people)
    deciding.decide(claim.pk, made.outcomes(claim), "", user=people.arno)

    assert claim.number not in home(people.arno)


def test_nor_is_what_somebody_else_has_to_approve(people, home):
    """R8: not what they recommended themselves, not a dispute over what they decided."""
    amira = staff("Amira", people.program, VendorRole.APPROVER)
    ProgramRoleFactory(user=amira, program=people.program, role=VendorRole.REVIEWER)
    claim = made.recommended(people, 9000, 3000)
    made.decide(claim, made.outcomes(claim, 9000, 2500), user=people.arno)
    disputing.dispute(claim.pk, "See the letter.", user=people.anna)
    people.program.roles.filter(user=people.rita).delete()
    third = staff("Thea", people.program, VendorRole.APPROVER)
    deciding.recommend(claim.pk, made.outcomes(claim, 9000, 3000), "", user=amira)

    recommended = [claim.number in home(one).split("Recommended to you")[1] for one in (people.arno, third)]

    assert recommended == [False, True]


def test_a_list_of_files_to_delete_waits_for_the_second_person_alone(people, home):
    lapsed(people)
    keeping.make_purge(people.program, due(people), "Spring clean", user=people.paula)

    assert "Paula: Spring clean" in home(people.arno)
    assert "Spring clean" not in home(people.paula)
    assert "Spring clean" not in home(people.rita)
