"""Statements brought in: read once, each booking once, whatever dies or comes twice."""

from datetime import date
from decimal import Decimal

import pytest

from accounts import vault
from claims.models import Claim
from claims_portal.demo.statement import to_try
from funds.actions.ledger import fund_for
from funds.workflow import paid_for
from lifecycle import ActionRefused, clock
from notifications.models import Message
from outbox.models import Job
from payments.actions import settling, statements
from payments.enums import Found, StatementState
from payments.models import Payment, Statement, StatementEntry
from payments.tasks import read_statement
from tests.factories import payments as made
from tests.payments.files import Line, camt, table

D = Decimal


@pytest.fixture
def sent(people):
    return made.sent(people, 1200)


def line(payment, **other):
    return Line(**{"amount": f"{payment.amount:.2f}", "reference": payment.reference, **other})


def brought(people, content, name="statement.xml", writing="en"):
    return statements.receive(content, name, writing, user=people.pia)


def read(people, content, **facts):
    statement = brought(people, content, **facts)
    read_statement.body(at=clock.now(), statement=statement.pk)
    return Statement.objects.get(pk=statement.pk)


def found(statement):
    return [one.found for one in statement.entries.all()]


def paid(claim):
    return paid_for(fund_for(claim.partner, claim.program, claim.period), claim)


def test_a_statement_is_kept_sealed_and_read_by_a_worker(people, sent):
    statement = brought(people, camt(line(sent)))
    assert b"IBAN" not in bytes(statement.content)
    assert vault.unseal(statement.content)["file"]
    job = Job.objects.get(task=statements.READ)
    assert (job.ids, statement.state) == ({"statement": statement.pk}, StatementState.READING)
    read_statement.body(at=clock.now(), **job.ids)
    statement.refresh_from_db()
    assert (statement.state, statement.bank_id, statement.account_digits) == ("READ", "2026-228", "2051")
    assert found(statement) == [Found.PAID]
    entry = statement.entries.get()
    assert (entry.payment, entry.booked_on) == (sent, date(2026, 11, 26))
    assert paid(Claim.objects.get()) == 1200


@pytest.mark.parametrize("version", ["02", "08"])
def test_every_kind_of_booking_has_its_finding(people, sent, version):
    other = Line("17.00", "SOMETHING-ELSE-1", bank="B2")
    cent = line(sent, amount="1199.99", bank="B3")
    stray = line(sent, incoming=True, bank="B4")
    by_text = line(sent, reference="", text=f"EREF+{sent.reference} Co-op", bank="B5").__dict__
    back = line(sent, incoming=True, code="AC04", bank="B6", day=date(2026, 11, 27))
    text = Line(**{**by_text, "text": f"EREF {sent.reference} Co-op"})
    statement = read(people, camt(back, other, cent, stray, text, version=version))
    # In the order of the file; money went out before it came back.
    assert found(statement) == ["RETURNED", "UNKNOWN_REFERENCE", "AMOUNT_DIFFERS", "WRONG_MOMENT", "PAID"]
    assert Payment.objects.get().stage == "RETURNED"
    assert paid(Claim.objects.get()) == 0
    assert Message.objects.get(kind="statement_unmatched").context["count"] == 3


def test_the_same_file_is_told_so(people, sent):
    first = brought(people, camt(line(sent)))
    with pytest.raises(statements.AlreadyImported) as refused:
        brought(people, camt(line(sent)), name="again.xml")
    assert refused.value.statement == first
    assert "imported already, by Pia" in str(refused.value.reason)


def test_the_same_booking_in_two_files_counts_once(people, sent):
    read(people, camt(line(sent)))
    again = read(people, camt(line(sent), Line("5.00", "X-1", bank="Z"), number="2026-229", version="08"))
    assert found(again) == [Found.KNOWN, Found.UNKNOWN_REFERENCE]
    assert again.entries.first().payment == sent
    assert paid(Claim.objects.get()) == 1200


def test_killed_at_half_it_goes_on_where_it_stopped(people, monkeypatch):
    made.payable(people, 1200)
    made.payable(people, 300, title="Another")
    made.mark_sent(people, made.batches(people)[0])
    payment = Payment.objects.get()
    content = camt(Line("1.00", "X-1", bank="1"), line(payment, bank="2"), Line("2.00", "X-2", bank="3"))
    statement = brought(people, content)
    real, calls = settling.by_bank, []

    def dies(*args, **kwargs):
        calls.append(real(*args, **kwargs))
        raise KeyboardInterrupt

    monkeypatch.setattr(settling, "by_bank", dies)
    with pytest.raises(KeyboardInterrupt):
        read_statement.body(at=clock.now(), statement=statement.pk)
    # What was done for the entry is undone with it.
    assert found(statement) == [Found.UNKNOWN_REFERENCE, "", ""]
    assert Payment.objects.get().stage == "SENT"
    monkeypatch.setattr(settling, "by_bank", real)
    for _again in range(2):
        read_statement.body(at=clock.now(), statement=statement.pk)
    assert found(statement) == [Found.UNKNOWN_REFERENCE, Found.PAID, Found.UNKNOWN_REFERENCE]
    assert sum(paid(one) for one in Claim.objects.all()) == 1500


def test_what_cannot_be_read_says_why_in_the_language_of_who_sent_it(people):
    people.pia.language = "de"
    people.pia.save()
    statement = read(people, camt(Line("-5.00")))
    assert statement.state == StatementState.UNREADABLE
    assert "Vorzeichen" in statement.fault
    assert not statement.entries.exists()


def test_a_table_does_the_same(people, sent):
    statement = read(people, table(line(sent), german=True), name="umsatz.csv", writing="de")
    assert (statement.format, found(statement)) == ("CSV", [Found.PAID])


@pytest.mark.parametrize("who", ["anna", "rita", "arno", "paula", "axel", "stranger"])
def test_payers_alone_bring_statements_in(people, who):
    with pytest.raises(ActionRefused) as refused:
        statements.receive(b"<x/>", "x.xml", "en", user=getattr(people, who))
    assert refused.value.verdict.forbidden


@pytest.fixture
def unmatched(people, sent):
    """Entries of an unknown reference, of a cent less, and of money that came in without a reason."""
    lines = (
        Line("1200.00", "TYPO-1", bank="B1"),
        line(sent, amount="1199.99", bank="B2"),
        line(sent, incoming=True, bank="B3"),
    )
    return list(read(people, camt(*lines)).entries.all())


def test_by_hand_it_is_tied_to_its_payment(people, sent, unmatched):
    statements.tie(unmatched[0].pk, sent.reference.lower(), "The bank garbled it.", user=people.pavel)
    entry = StatementEntry.objects.get(pk=unmatched[0].pk)
    assert (entry.found, entry.payment, entry.settled_by) == (Found.SETTLED, sent, people.pavel)
    assert (Payment.objects.get().stage, paid(Claim.objects.get())) == ("PAID", 1200)
    # And what came in afterwards came back.
    statements.tie(unmatched[2].pk, sent.reference, "The bank says: account closed.", user=people.pia)
    assert (Payment.objects.get().stage, paid(Claim.objects.get())) == ("RETURNED", 0)


def test_what_two_people_said_already_has_its_proof(people, sent):
    """A payment that was cleared up by hand: the statement that comes later moves nothing, and is tied to it once."""
    settling.lose_track(sent.pk, "Time-out.", user=people.pia)
    facts = {"booked_on": date(2026, 11, 26), "reference": "PHONE", "user": people.pia}
    settling.propose_outcome(sent.pk, "PAID", "The bank said so on the phone.", **facts)
    settling.agree_outcome(sent.pk, user=people.pavel)
    first, second = read(people, camt(line(sent, bank="B1"), line(sent, bank="B2"))).entries.all()
    assert (first.found, second.found) == (Found.WRONG_MOMENT, Found.WRONG_MOMENT)
    statements.tie(first.pk, sent.reference, "It is the one of the phone call.", user=people.pia)
    with pytest.raises(ActionRefused, match="not in a state"):
        statements.tie(second.pk, sent.reference, "And this?", user=people.pia)
    assert (paid(Claim.objects.get()), Payment.objects.get().bank_reference) == (1200, "PHONE")


def test_by_hand_nothing_is_tied_that_does_not_fit(people, sent, unmatched):
    with pytest.raises(ActionRefused, match="The amount is another"):
        statements.tie(unmatched[1].pk, sent.reference, "A cent.", user=people.pia)
    with pytest.raises(ActionRefused, match="no payment of this reference"):
        statements.tie(unmatched[0].pk, "PAY-1", "Hm.", user=people.pia)
    with pytest.raises(ActionRefused) as refused:
        statements.set_aside(unmatched[1].pk, "  ", user=people.pia)
    assert "note" in refused.value.fields
    assert Payment.objects.get().stage == "SENT"
    statements.set_aside(unmatched[1].pk, "A fee of the bank.", user=people.pia)
    with pytest.raises(ActionRefused, match="settled already"):
        statements.set_aside(unmatched[1].pk, "A fee of the bank.", user=people.pavel)


@pytest.mark.parametrize("who", ["anna", "rita", "paula", "axel"])
def test_payers_alone_settle_entries(people, sent, unmatched, who):
    with pytest.raises(ActionRefused) as refused:
        statements.tie(unmatched[0].pk, sent.reference, "Hm.", user=getattr(people, who))
    assert refused.value.verdict.forbidden


def test_the_demo_s_statement_fits_what_was_sent(people, sent):
    statement = read(people, to_try())
    assert not statement.fault
    assert found(statement) == [Found.PAID, Found.RETURNED, Found.UNKNOWN_REFERENCE]
