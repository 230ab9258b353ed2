"""Who sees which staff page."""

import pytest
from django.urls import reverse

from tests.factories import claims as made
from tests.factories.accounts import MembershipFactory, PartnerFactory

READERS = ("rita", "arno", "paula", "axel", "pia")


def bench(claim):
    return reverse("review_claim", args=[claim.public_id])


@pytest.mark.parametrize("name", READERS)
def test_staff_of_the_program_read_the_bench(people, sign_in, name):
    claim = made.under_review(people, 1200, 300)

    page = sign_in(getattr(people, name)).get(bench(claim))

    assert page.status_code == 200
    text = page.content.decode()
    assert claim.number in text
    assert "Druckhaus 2" in text
    assert "1,500.00" in text.replace("\u00a0", " ")
