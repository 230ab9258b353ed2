"""Before submitting, an admin reads where the money will go; who may not see bank data reads nothing of it."""

import pytest
from django.urls import reverse

from tests.factories import claims as make
from tests.factories.payees import proposed, words

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("days_ago", "said"), [(10, "What is approved goes to the"), (1, "Berlin time, what is")]
)
def test_the_check_says_where_the_money_goes(team, anna, ben, days_ago, said):
    claim = make.draft(team)
    proposed(team.partner, team.anna, days_ago=days_ago)
    check = reverse("claim_check", args=[claim.public_id])
    page = words(anna.get(check))
    assert said in page
    assert "account in Germany ending in 3000, paid in EUR" in page
    assert "ending in 3000" not in words(ben.get(check))
