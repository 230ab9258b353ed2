"""Five claims approved, batched, exported, a statement with one failure imported, the hold cleared, paid again."""

from dataclasses import replace
from decimal import Decimal

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from lxml import etree

from accounts.models import Membership
from claims.enums import PaymentState
from claims.models import Claim
from funds.models import Fund
from funds.workflow import paid_for
from lifecycle import clock
from notifications.models import Message
from outbox.models import Job
from payments.actions import files, statements
from payments.models import Payment, Statement
from payments.tasks import read_statement
from tests.factories import payments as made
from tests.payments.files import Line, camt

D = Decimal
#: What was approved, by location; odd cents, so that no two sums agree by chance.
KIEL, HAMBURG = ("1234.56", "310.07", "99.99"), ("2000.01", "750.50")


@pytest.fixture
def approved(people):
    """Three claims of Kiel, two of Hamburg."""
    hamburg = replace(
        people,
        partner=Membership.objects.get(user=people.stranger).partner,
        anna=people.stranger,
    )
    claims = [made.payable(people, amount, title=f"Kiel {amount}") for amount in KIEL]
    return claims + [made.payable(hamburg, amount, title=f"Hamburg {amount}") for amount in HAMBURG]


def signed_in(person):
    client = Client()
    client.force_login(person)
    return client


def ordered(batch, user):
    """What the file for the bank orders: by reference the amount."""
    root = etree.fromstring(files.take(batch.pk, files.XML, user=user).content)
    return {
        one.findtext("{*}PmtId/{*}EndToEndId"): one.findtext("{*}Amt/{*}InstdAmt")
        for one in root.iter("{*}CdtTrfTxInf")
    }


def imported(people, content, name):
    """Brought in on the page, and read by the worker."""
    file = SimpleUploadedFile(name, content, content_type="application/xml")
    answer = signed_in(people.pia).post(reverse("statements"), {"file": file, "writing": "en"})
    statement = Statement.objects.latest("pk")
    assert answer.url == reverse("statement", args=[statement.public_id])
    read_statement.body(at=clock.now(), **Job.objects.filter(task=statements.READ).latest("pk").ids)
    return statement


def in_ledger():
    """By claim: what its fund says was paid."""
    return {claim.title.split()[1]: paid_for(claim.fund, claim) for claim in Claim.objects.order_by("pk")}


def test_it_ties_out_to_the_cent(people, approved):
    lines, kiel = first_round(people)
    anna = signed_in(people.anna).get(reverse("claim", args=[approved[0].public_id])).content.decode()
    assert "the account is closed" in anna
    held = {one.payment_state for one in Claim.objects.filter(partner=people.partner)}
    assert held == {PaymentState.FAILED}
    second_round(people, lines, kiel)

    assert in_ledger() == {one: D(one) for one in KIEL + HAMBURG}
    assert {one.payment_state for one in Claim.objects.all()} == {PaymentState.PAID}
    out = sum(one.amount for one in Payment.objects.all()) - Payment.objects.get(stage="RETURNED").amount
    assert out == sum(Fund.objects.values_list("paid", flat=True)) == D("4395.13")
    told = Message.objects.filter(to=people.anna, kind__startswith="payment_").order_by("pk")
    assert [one.kind for one in told] == [
        "payment_expected",
        "payment_paid",
        "payment_returned",
        "payment_expected",
        "payment_paid",
    ]


def first_round(people):
    """All five go out; Kiel's comes back. The lines of the statement, and Kiel's payment."""
    (batch,) = made.batches(people)
    orders = ordered(batch, people.pia)
    assert sorted(orders.values()) == ["1644.62", "2750.51"]
    made.mark_sent(people, batch)
    kiel = Payment.objects.get(partner=people.partner)
    lines = [Line(amount, reference, bank=f"B{reference}") for reference, amount in orders.items()]
    back = Line(orders[kiel.reference], kiel.reference, incoming=True, code="AC04", bank="R1")
    fee = Line("12.00", "", text="Kontogebühr", bank="G1")
    first = imported(people, camt(*lines, back, fee), "first.xml")
    assert [one.found for one in first.entries.all()] == ["PAID", "PAID", "RETURNED", "UNKNOWN_REFERENCE"]
    assert in_ledger() == dict.fromkeys(KIEL, D(0)) | {one: D(one) for one in HAMBURG}
    assert Payment.objects.get(pk=kiel.pk).stage == "RETURNED"
    page = signed_in(people.pia).get(reverse("statement", args=[first.public_id])).content.decode()
    assert "Kontogebühr" in page
    return lines, kiel


def second_round(people, lines, kiel):
    """The hold is cleared, what came back goes out again; what the first file said already is known."""
    url = reverse("payment_clear", args=[kiel.public_id])
    because = {"because": "The bank opened the account again and said so in writing."}
    assert signed_in(people.pavel).post(url, because).url == reverse("payment", args=[kiel.public_id])
    (again,) = made.batches(people)
    orders = ordered(again, people.pia)
    assert list(orders.values()) == ["1644.62"]
    made.mark_sent(people, again)
    anew = [Line(amount, reference, bank="B9") for reference, amount in orders.items()]
    second = imported(people, camt(*lines, *anew, number="2"), "second.xml")
    assert [one.found for one in second.entries.all()] == ["KNOWN", "KNOWN", "PAID"]
