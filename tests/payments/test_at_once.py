"""Two at once, each by a connection of their own: one outcome, and nothing is paid twice."""

from concurrent.futures import ThreadPoolExecutor
from decimal import Decimal
from threading import Barrier

import pytest
from django.db import connection

from claims.models import Claim
from funds.actions.ledger import fund_for
from funds.workflow import paid_for
from history.actions import first_break
from lifecycle import ActionRefused, clock
from payments.actions import invoicing, recovering, settling, statements
from payments.enums import InvoiceRule
from payments.models import Payment, Recovery, StatementEntry, TaxInvoice
from payments.tasks import read_statement
from tests.factories import payments as made
from tests.factories.people import everybody
from tests.payments.files import Line, camt

pytestmark = pytest.mark.django_db(transaction=True)
D = Decimal


def at_once(*acts):
    """What each gave, "refused" for a refusal; all start together."""
    start = Barrier(len(acts))

    def one(act):
        try:
            connection.ensure_connection()
            start.wait(timeout=60)
            return act()
        except ActionRefused:
            return "refused"
        finally:
            connection.close()

    with ThreadPoolExecutor(len(acts)) as pool:
        return list(pool.map(one, acts))


def paid():
    claim = Claim.objects.get()
    return paid_for(fund_for(claim.partner, claim.program, claim.period), claim)


def test_the_same_booking_in_files_that_are_read_at_once_counts_once():
    people = everybody()
    payment = made.sent(people, 1200)
    line = Line("1200.00", payment.reference)
    files = [camt(line, number=f"2026-{number}") for number in range(4)]
    read = [statements.receive(one, "s.xml", "en", user=people.pia).pk for one in files]
    at_once(*(lambda pk=pk: read_statement.body(at=clock.now(), statement=pk) for pk in read * 2))
    found = sorted(StatementEntry.objects.values_list("found", flat=True))
    assert found == ["KNOWN", "KNOWN", "KNOWN", "PAID"]
    assert paid() == 1200


def test_the_same_file_sent_by_two_is_kept_once():
    people = everybody()
    content = camt(Line())
    told = at_once(
        *(
            lambda who=who: statements.receive(content, "s.xml", "en", user=who).pk
            for who in (people.pia, people.pavel)
        )
    )
    assert max(str(one) for one in told) == "refused"


def test_a_statement_and_a_person_have_one_outcome():
    people = everybody()
    payment = made.sent(people, 1200)
    statement = statements.receive(camt(Line("1200.00", payment.reference)), "s.xml", "en", user=people.pia)
    told = at_once(
        lambda: read_statement.body(at=clock.now(), statement=statement.pk),
        lambda: settling.note_failure(payment.pk, "Closed.", user=people.pia),
        lambda: settling.note_failure(payment.pk, "Closed.", user=people.pavel),
        lambda: settling.lose_track(payment.pk, "Time-out.", user=people.pavel),
    )
    found = Payment.objects.get()
    # Nobody knew, and then the bank said so: that is the one outcome of two acts.
    assert told.count("refused") >= 2
    assert paid() == (1200 if found.stage == "PAID" else 0)
    assert first_break(found) is None
    assert first_break(Claim.objects.get()) is None


def test_two_waive_repay_and_announce_at_once():
    people = everybody()
    payment = made.sent(people, 1200)
    with settling.held(payment.pk) as one:
        one.require("confirm", None)
        settling.paid(one, clock.now().date(), "NTRF1")
    claim = Claim.objects.get()
    opened = at_once(
        *(
            lambda who=who: recovering.open_recovery(claim.pk, D(700), "Paid twice.", user=who).pk
            for who in (people.pia, people.pavel, people.paula)
        )
    )
    assert opened.count("refused") == 2
    recovery = Recovery.objects.get()
    told = at_once(
        *(lambda who=who: recovering.announce(recovery.pk, user=who) for who in (people.pia, people.pavel)),
        *(
            lambda number=number: (
                recovering.note_repayment(
                    recovery.pk, D(400), clock.now().date(), f"IN-{number}", user=people.pia
                ).pk
            )
            for number in range(2)
        ),
    )
    assert told.count("refused") == 2
    assert recovery.repayments.count() == 1
    assert first_break(recovery) is None


def test_acts_on_several_claims_of_a_location_wait_for_each_other_in_one_order():
    people = everybody()
    made.terms(people, InvoiceRule.TAX_INVOICE)
    claims = [made.payable(people, 300) for _one in range(4)]
    given = [
        made.tax_invoice(claim, people, net=D(300), tax=D(57), number=f"R-{claim.pk}") for claim in claims
    ]
    at_once(*(lambda pk=one.pk: invoicing.accept(pk, user=people.pia) for one in given))
    assert set(TaxInvoice.objects.values_list("state", flat=True)) == {"ACCEPTED"}
    assert set(Claim.objects.values_list("payment_state", flat=True)) == {"READY"}
