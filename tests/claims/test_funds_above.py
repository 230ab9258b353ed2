"""What claims say on the pages of funds and programs: drafts beside what is left, and who does what."""

import pytest

from claims.duties import ACTS, duties
from claims.enums import ClaimRole
from claims.models import Claim
from claims.prepared import drafts_on
from claims.table import BY_VERB
from funds.models import Fund
from programs.duties import duties_in
from tests.factories import claims
from tests.factories.people import everybody

pytestmark = pytest.mark.django_db


@pytest.fixture
def people():
    return everybody()


@pytest.fixture
def fund(people):
    claims.submitted(people, 300)
    return Fund.objects.get(partner=people.partner)


def test_drafts_of_the_fund_are_counted_with_what_is_in_them(people, fund, client):
    claims.draft(people, 1200, 50)
    claims.draft(people, 40)
    found = drafts_on(fund, people.anna)
    assert (found.count, found.amount) == (2, 1290)
    client.force_login(people.anna)
    assert len(client.get(found.url).context["rows"]) == 2


def test_submitted_claims_are_in_the_figures_and_no_drafts(people, fund):
    assert drafts_on(fund, people.anna).count == 0


def test_nobody_else_hears_of_drafts(people, fund):
    claims.draft(people, 1200)
    assert Claim.objects.count() == 2
    for person in (people.paula, people.axel, people.stranger):
        assert drafts_on(fund, person).count == 0


def test_roles_come_out_of_the_table(people):
    assert [one.roles for one in duties(people.program)] == [frozenset(BY_VERB[verb].roles) for verb in ACTS]
    said = {str(role.label): role.duties for role in duties_in(people.program)}
    assert ACTS["submit"] in said["Incentives admin"]
    assert ACTS["submit"] not in said["Incentives user"]
    assert ACTS["decide"] in said["Approver"]
    assert said["Auditor"] == []


def test_associations_are_spoken_of_where_the_program_takes_them(people):
    def spoken() -> bool:
        return any(
            "associations" in str(words) for role in duties_in(people.program) for words in role.duties
        )

    people.program.takes_associations = True
    assert spoken()
    people.program.takes_associations = False
    assert not spoken()


def test_every_role_of_a_claim_is_one_of_the_page(people):
    codes = {role for one in duties(people.program) for role in one.roles} - {ClaimRole.CLOCK}
    assert codes <= set(ClaimRole)
