from datetime import timedelta

import pytest
from django.urls import reverse

from lifecycle import clock
from tests.factories import claims as made
from tests.factories.people import everybody


@pytest.fixture
def people(db):
    return everybody()


@pytest.fixture
def sign_in(client):
    """The browser, as one person after the other."""

    def _sign_in(user):
        client.force_login(user)
        return client

    return _sign_in


@pytest.fixture
def url_of():
    """The address of one of a claim's staff pages."""
    return lambda name, claim: reverse(name, args=[claim.public_id])


@pytest.fixture
def filled():
    """The fields of the decision form: for each line (outcome, amount, reason); lines left out are approved."""

    def _filled(claim, *lines, reason="", **buttons):
        expenses = list(claim.expenses.all())
        told = [*lines, *[("approve", "", "")] * (len(expenses) - len(lines))]
        data = {"reason": reason, **buttons}
        for expense, (outcome, amount, why) in zip(expenses, told, strict=True):
            data |= {
                f"outcome-{expense.public_id}": outcome,
                f"amount-{expense.public_id}": amount,
                f"reason-{expense.public_id}": why,
            }
        return data

    return _filled


@pytest.fixture
def text():
    """What a page says, in one line of plain spaces."""

    def _text(response):
        return " ".join(response.content.decode().replace("\u00a0", " ").split())

    return _text


@pytest.fixture
def rows(people):
    """So many claims in the queue, the first one waiting longest."""

    def _rows(count, **fields):
        start = clock.now() - timedelta(days=1)
        return [
            made.SubmittedRow(people=people, waiting_since=start + timedelta(minutes=number), **fields)
            for number in range(count)
        ]

    return _rows
