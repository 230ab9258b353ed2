"""The letter of a payment ties it to claims and lines, to the cent, and is the same whenever it is drawn."""

import csv
import io
import subprocess
from decimal import Decimal

import pikepdf
import pytest
from django.urls import reverse

from claims.models import Expense
from lifecycle import clock
from payments.actions import recovering, settling
from payments.models import Payment, Recovery
from payments.remittance import remittance_of
from tests.factories import payments as made

D = Decimal


@pytest.fixture
def paid(people):
    """A claim of two lines, one cut and in dollars, and 100 kept back for an earlier one."""
    earlier = made.sent(people, 900, title="Earlier")
    confirm(earlier)
    claim = earlier.items.get().claim
    owed = recovering.open_recovery(claim.pk, D(100), "Paid twice.", user=people.pia)
    recovering.announce(owed.pk, user=people.pia)
    Recovery.objects.update(offset_from=clock.now())
    later = made.payable(people, 500, 200, claimed=(1000, 200))
    foreign = {"currency": "USD", "net": D("1250.00"), "rate": D("0.8"), "rate_on": "2026-11-01"}
    Expense.objects.filter(claim=later, position=1).update(**foreign)
    (batch,) = made.batches(people)
    made.mark_sent(people, batch)
    payment = batch.payments.get()
    confirm(payment)
    return Payment.objects.select_related("batch__program", "partner", "payee").get(pk=payment.pk)


def confirm(payment):
    with settling.held(payment.pk) as one:
        one.require("confirm", None)
        settling.paid(one, clock.now().date(), "NTRF77")


def file(client, people, payment, extension, who="anna"):
    client.force_login(getattr(people, who))
    answer = client.get(reverse("payment_file", args=[payment.public_id, extension]))
    assert answer.status_code == 200
    return b"".join(answer) if answer.streaming else answer.content


def test_every_line_in_both_currencies(paid):
    (part,) = remittance_of(paid).parts
    assert [(one.amount, one.in_invoice) for one in part.lines] == [(500, D("625.00")), (200, 200)]
    assert part.total == paid.claims_total == 700


def test_the_files_add_up_to_what_was_paid(client, people, paid):
    text = file(client, people, paid, "csv").decode("utf-8-sig")
    head, *rows = csv.reader(io.StringIO(text))
    assert sum(D(row[-1]) for row in rows) == paid.amount == 600
    assert rows[-1][4].startswith("Kept back for claim COOP-")
    assert rows[0][head.index("As invoiced")] == "625.00"
    assert file(client, people, paid, "xlsx").startswith(b"PK")


def test_the_letter_is_a_tagged_pdf_in_the_partner_s_language_and_always_the_same(client, people, paid):
    people.anna.language = "de"
    people.anna.save()
    pdf = file(client, people, paid, "pdf", who="pia")
    assert pdf == file(client, people, paid, "pdf")
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        assert opened.Root.MarkInfo.Marked
        assert str(opened.Root.Lang) == "de"
    text = subprocess.run(["pdftotext", "-layout", "-", "-"], input=pdf, capture_output=True, check=True)
    said = text.stdout.decode().replace("\u00a0", " ")
    for words in (
        f"Zahlungsavis {paid.reference}",
        "NTRF77",
        "625,00 USD",
        "500,00 EUR",
        "−100,00 EUR",
        "600,00 EUR",
    ):
        assert words in said
    # Never the whole account.
    assert "DE89" not in said
