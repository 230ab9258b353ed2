"""What the bank says and what comes back: each page by axe and on a phone."""

from decimal import Decimal

import pytest

from claims_portal.demo import people, statement
from claims_portal.demo.story import brightwater, payees, paying
from lifecycle import clock
from payments.actions import batching, recovering, sending, settling, statements
from payments.days import next_banking_day
from payments.enums import PaymentStage
from payments.models import Payment
from payments.planned import plan_of
from payments.standing import of_program, places_of
from payments.tasks import read_statement
from programs.models import Program
from programs.rules import local_day
from tests.browser.test_every_page import look

pytestmark = pytest.mark.browser

PAGES = {
    "pia": (
        "/payments/{failed}/",
        "/payments/{failed}/clear/",
        "/payments/{unknown}/",
        "/payments/{unknown}/outcome/",
        "/payments/statements/",
        "/payments/statements/{statement}/",
        "/payments/statements/{statement}/1/",
        "/payments/recoveries/",
        "/payments/recoveries/{recovery}/",
        "/payments/recoveries/{recovery}/repaid/",
        "/payments/recoveries/{recovery}/waive/",
        "/payments/recoveries/of/{claim}/",
        "/queue/{claim}/",
    ),
    "olga": ("/payments/{failed}/", "/payments/recoveries/{recovery}/", "/claims/{claim}/"),
}


@pytest.fixture
def told(stage):
    """As the demo tells it; besides a payment nobody knows about, a statement, and money that has to come back."""
    payees.tell()
    teller = brightwater.Brightwater()
    teller.earn()
    teller.approved()
    paying.tell()
    pia = people.user("pia")
    confirmed, unknown = sent_now()
    with settling.held(confirmed.pk) as one:
        one.require("confirm", None)
        settling.paid(one, clock.now().date(), "NTRF77")
    settling.lose_track(unknown.pk, "Zeitüberschreitung", user=pia)
    facts = {"user": people.user("pavel"), "booked_on": None, "reference": ""}
    settling.propose_outcome(unknown.pk, PaymentStage.FAILED, "Die Bank hat sie nie bekommen.", **facts)
    claim = confirmed.items.get().claim
    owed = recovering.open_recovery(claim.pk, Decimal(100), "Doppelt bezahlt.", user=pia)
    recovering.announce(owed.pk, user=pia)
    recovering.propose_waiver(owed.pk, "Unser Fehler.", user=people.user("pavel"))
    kept = statements.receive(statement.to_try(), "kontoauszug.xml", "de", user=pia)
    read_statement.body(at=clock.now(), statement=kept.pk)
    return {
        "failed": Payment.objects.get(stage=PaymentStage.FAILED).public_id,
        "unknown": unknown.public_id,
        "statement": kept.public_id,
        "recovery": owed.public_id,
        "claim": claim.public_id,
    }


def sent_now():
    """What is ready, made by Pia and sent by Pavel: two payments."""
    program, pia, at = Program.objects.get(code="COOP"), people.user("pia"), clock.now()
    today = local_day(at, program.zone)
    seen = plan_of(program, places_of(of_program(program), at), pia, at).seen
    day = next_banking_day(today, program)
    made = batching.make(program, user=pia, execute_on=day, seen=seen)
    for batch in made:
        sending.mark_sent(batch.pk, today, user=people.user("pavel"))
    return list(Payment.objects.filter(batch__in=made).order_by("pk"))


def test_pages(told, open_as):
    """In one language and theme: they are drawn by what the pages of test_every_page.py are."""
    found = []
    for key, paths in PAGES.items():
        page = open_as(key, language="de", color_scheme="dark", bypass_csp=True)
        found += look(page, paths, told)
    assert found == []
