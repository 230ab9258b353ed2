"""What Paula can try in the demo: files past their retention, and one a legal hold keeps."""

from decimal import Decimal

import pytest
from django.core.management import call_command

from accounts.models import Partner
from claims.actions import keeping
from claims.models import Claim
from claims.retention import past_retention
from claims_portal.demo import people
from claims_portal.demo.story import longago, payees, telling
from claims_portal.management.commands.load_demo import enroll
from documents import storage, tasks
from documents.keeping import hold_on
from documents.models import Document
from funds.models import Fund
from lifecycle import clock


@pytest.fixture
def told(db):
    call_command("load_catalogue", verbosity=0)
    people.make_people()
    enroll()
    payees.tell()
    longago.tell()
    return Claim.objects.get()


def test_two_people_purge_what_is_past_its_retention(told):
    paula, arno = people.user("paula"), people.user("arno")
    due = list(past_retention(told.program, paula, clock.now()))
    assert due
    held = told.expenses.get().document
    assert hold_on(held)
    assert held not in due

    purge = keeping.make_purge(told.program, due, "Nach Ablauf der Aufbewahrung", user=paula)
    keeping.carry_out(purge, user=arno)
    for document in due:
        tasks.remove.body(document=document.pk, at=clock.now())

    assert [storage.exists(one.key) for one in Document.objects.order_by("pk")] == [
        one == held for one in Document.objects.order_by("pk")
    ]


def test_it_was_paid_long_ago_out_of_a_fund_of_its_own(told):
    fund = Fund.objects.get()
    assert told.number.startswith("COOP-2022-")
    assert (fund.paid, fund.held) == (Decimal(1900), 0)
    assert fund.period != telling.story_period("COOP")
    assert fund.partner == Partner.objects.get(number=people.NORDLICHT)
