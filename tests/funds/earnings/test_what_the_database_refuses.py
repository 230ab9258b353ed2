"""Each named constraint of imports and closings, broken on purpose and past the acts."""

import pytest
from django.db import IntegrityError, transaction

from funds.actions import closing
from funds.models import EarningClosing, EarningRow, EarningsImport
from tests.funds.earnings.sheets import applied, csv_of, row_for, sent

pytestmark = pytest.mark.django_db


def refused(name: str, act, **changes) -> None:
    with pytest.raises(IntegrityError) as refusal, transaction.atomic():
        act(**changes)
    assert refusal.value.__cause__.diag.constraint_name == name


@pytest.mark.parametrize(
    ("name", "changes"),
    [
        ("funds_import_state_known", {"state": "LOST"}),
        ("funds_import_keeps_its_file", {"content": None}),
        ("funds_import_keeps_its_file", {"by_hand": True}),
        ("funds_import_applied_when_confirmed", {"confirmed_by": None, "confirmed_at": None}),
        ("funds_import_done_within_total", {"rows_done": 2}),
    ],
)
def test_of_an_import(here, name, changes):
    imported = applied(here, row_for(here))
    refused(name, EarningsImport.objects.filter(pk=imported.pk).update, **changes)


def test_one_person_alone(here):
    imported = applied(here, row_for(here))
    one = EarningsImport.objects.filter(pk=imported.pk)
    refused("funds_import_confirmed_by_another", one.update, confirmed_by=here.people.paula)
    both = {"reversal_asked_by": here.people.paula, "reversed_by": here.people.paula}
    refused("funds_import_reversed_by_another", one.update, **both)
    refused("funds_import_reversed_by_another", one.update, reversed_by=here.people.pia)


def test_the_same_file_twice(here):
    first, second = (sent(here, csv_of(row_for(here, amount=amount))) for amount in (1, 2))
    again = EarningsImport.objects.filter(pk=second.pk)
    refused("funds_import_file_once", again.update, sha256=first.sha256)


@pytest.mark.parametrize(
    ("name", "changes"),
    [
        ("funds_row_state_known", {"state": "LOST", "entry": None}),
        ("funds_row_good_or_says_why", {"key": ""}),
        ("funds_row_good_or_says_why", {"amount": None}),
        ("funds_row_good_or_says_why", {"reason": "DEADLINE"}),
        ("funds_row_good_or_says_why", {"state": "WRONG", "entry": None}),
        ("funds_row_applied_has_its_entry", {"entry": None}),
        ("funds_row_applied_has_its_entry", {"state": "GOOD"}),
        ("funds_row_parts_not_negative", {"rest": -1}),
    ],
)
def test_of_a_row(here, name, changes):
    imported = applied(here, row_for(here))
    refused(name, EarningRow.objects.filter(imported=imported).update, **changes)


def test_a_line_or_a_key_twice(here):
    rows = applied(here, row_for(here), row_for(here, key="E-2")).rows.order_by("line")
    second = EarningRow.objects.filter(pk=rows[1].pk)
    refused("funds_row_line_once", second.update, line=2)
    refused("funds_row_key_once", second.update, key="E-1")


def test_of_a_closing(here):
    done = closing.close(here.now.pk, user=here.people.paula)
    one = EarningClosing.objects.filter(pk=done.pk)
    refused("funds_closing_rebates_of_funds", one.update, rebates=1)
    refused("funds_closing_rebates_of_funds", one.update, rebated=-1)
