"""Every address of imports × every person, by hand: managers write, payers confirm, auditors read, nobody else."""

import pytest
from django.test import Client
from django.urls import reverse

from tests.funds.earnings.sheets import applied, csv_of, row_for, sent
from tests.repository.addresses import addresses
from tests.repository.rights import PEOPLE

VIEWS = ("funds.views.earnings", "funds.views.importing", "funds.views.closing")
#: As in tests/repository/rights.py, in the order of PEOPLE; an import waits for a second person.
RIGHTS = {
    "earnings": "302 404 404 404 404 404 200 200 200",
    "earnings_new": "302 404 404 404 404 404 403 200 403",
    "adjustment_new": "302 404 404 404 404 404 403 200 403",
    "earnings_template": "302 404 404 404 404 404 200 200 200",
    "earning_closing": "302 404 404 404 404 404 200 200 200",
    "earnings_import": "302 404 404 404 404 404 200 200 200",
    "earnings_wrong": "302 404 404 404 404 404 404 404 404",
    "earnings_rows": "302 404 404 404 404 404 200 200 200",
    "earnings_file": "302 404 404 404 404 404 200 200 200",
    "earnings_confirm": "405 405 405 405 405 405 405 405 405",
    "earnings_drop": "302 404 404 404 404 404 200 200 403",
    "earnings_reversal": "302 404 404 404 404 404 403 409 403",
    "earnings_reverse": "405 405 405 405 405 405 405 405 405",
    "earnings_keep": "405 405 405 405 405 405 405 405 405",
}
#: What differs once it is applied, or where rows are wrong.
APPLIED = {
    "earnings_drop": "302 404 404 404 404 404 409 409 403",
    "earnings_reversal": "302 404 404 404 404 404 403 200 403",
}
WRONG = {
    "earnings_wrong": "302 404 404 404 404 404 200 200 200",
    "earnings_drop": "302 404 404 404 404 404 200 200 403",
}


def statuses(here, imported, names) -> dict[str, str]:
    takes = {one.name: one.takes for one in addresses()}
    given = {
        "program": here.people.program.code,
        "public_id": imported.public_id,
        "code": "NOW",
        "kind": "csv",
    }
    clients = {}
    for name in PEOPLE:
        clients[name] = Client()
        if name != "nobody":
            clients[name].force_login(getattr(here.people, name))
    urls = {name: reverse(name, kwargs={one: given[one] for one in takes[name]}) for name in names}
    return {
        name: " ".join(str(clients[one].get(url).status_code) for one in PEOPLE) for name, url in urls.items()
    }


def test_every_address_is_in_the_table():
    assert {one.name for one in addresses() if one.view.startswith(VIEWS)} == set(RIGHTS)


@pytest.mark.django_db
def test_everybody_gets_what_the_table_says(here):
    assert statuses(here, sent(here, csv_of(row_for(here))), RIGHTS) == RIGHTS


@pytest.mark.django_db
def test_once_it_is_applied(here):
    assert statuses(here, applied(here, row_for(here)), APPLIED) == APPLIED


@pytest.mark.django_db
def test_where_rows_are_wrong(here):
    assert statuses(here, sent(here, csv_of(row_for(here, amount="x"))), WRONG) == WRONG
