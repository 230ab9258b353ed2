"""1.1: at the due instant what was saved is sent, and what was not answered is known; also if both come at once."""

import threading
import time
from datetime import timedelta
from decimal import Decimal

import pytest
from django.db import connection

from claims.actions import answering, proving, reviewing, submitting, ticking
from claims.lapsed import lines_in_vain
from claims.models import Claim
from funds.models import Fund
from history.actions import first_break
from history.models import Event
from lifecycle import ActionRefused, clock
from programs.enums import ReasonKind
from review.models import Request, RequestItem
from tests.factories import claims as make
from tests.factories.programs import ReasonFactory

LATER = timedelta(days=60)


def lapse(claim):
    with clock.shifted(LATER):
        assert ticking.lapse_requests(clock.now()) == 1
    return Claim.objects.get(pk=claim.pk)


def test_what_was_saved_is_sent(team):
    claim = make.asked(team, "Is that net?", 1000, part="line:1")
    item = make.asked_item(claim)
    answering.correct(claim.pk, item, {"net": Decimal(900), "vendor": "Nord"}, user=team.anna)
    claim = lapse(claim)
    line = claim.expenses.get()
    assert (claim.state, claim.claimed, line.vendor, line.net) == ("SUBMITTED", 900, "Nord", 900)
    assert Fund.objects.get(partner=team.partner).held == 900
    item.refresh_from_db()
    assert item.outcome == "ANSWERED"
    assert lines_in_vain(claim) == set()


def test_what_was_not_answered_is_preset_to_be_refused(team, as_person, at):
    ReasonFactory(code="no-answer", kind=ReasonKind.DECISION)
    claim = lapse(make.asked(team, "It cannot be read.", 100, 200, part="line:2"))
    assert RequestItem.objects.get().outcome == "UNANSWERED"
    reviewing.take(claim.pk, user=team.rita)
    form = as_person(team.rita).get(at("review_decide", claim)).context["form"]
    first, second = claim.expenses.all()
    assert form[f"outcome-{first.public_id}"].value() == "approve"
    assert form[f"outcome-{second.public_id}"].value() == "refuse"
    assert form[f"code-{second.public_id}"].value() == "no-answer"


def test_what_was_asked_in_vain_is_not_approved_by_one_press(team, as_person, at, text):
    claim = lapse(make.asked(team, "It cannot be read.", 100, 200, part="line:2"))
    reviewing.take(claim.pk, user=team.rita)
    bench = text(as_person(team.rita).get(at("review_claim", claim)))
    assert "Decide line by line" in bench
    assert "Approve all lines as claimed" not in bench


def test_a_slot_asked_for_in_vain_is_named_where_the_lines_are_decided(team, as_person, at, text):
    claim = lapse(make.asked(team, "Clearer ones.", 100, part="slot:photos"))
    reviewing.take(claim.pk, user=team.rita)
    page = as_person(team.rita).get(at("review_decide", claim))
    assert page.context["proof_in_vain"] == ["photos (en)"]
    assert "This was asked for and did not come in time" in text(page)


def test_a_gap_of_days_heals_itself_and_lapses_once(team):
    claim = lapse(make.asked(team))
    with clock.shifted(LATER):
        assert ticking.lapse_requests(clock.now()) == 0
    assert Event.objects.about(claim).filter(code="claim.lapse").count() == 1


def test_the_history_says_what_was_corrected_and_what_is_missing(team, as_person, at, text):
    claim = make.asked(team, "Is that net?", 1000, part="line:1")
    answering.correct(claim.pk, make.asked_item(claim), {"net": Decimal(900)}, user=team.anna)
    claim = lapse(claim)
    told = text(as_person(team.anna).get(at("claim_history", claim)))
    assert "Line 1, Net amount: 1,000.00 EUR → 900.00 EUR." in told
    claim = lapse(make.asked(team, "It cannot be read.", part="slot:photos"))
    told = text(as_person(team.anna).get(at("claim_history", claim)))
    assert "Not answered: photos (en): It cannot be read." in told


@pytest.mark.django_db(transaction=True)
def test_answered_in_the_second_of_the_lapse_there_is_one_outcome(team):
    """Both come at the due instant, from two threads: one is done, the other refused, and the history has one."""
    claim = make.asked(team)
    proving.add_text(claim.pk, make.asked_item(claim), "Here it is.", user=team.ben)
    due = clock.now() + timedelta(seconds=1)
    Request.objects.update(due_at=due)
    gate, done = threading.Barrier(2), []

    def at_once(act):
        try:
            gate.wait(timeout=10)
            while clock.now() < due - timedelta(milliseconds=2):
                time.sleep(0.001)
            done.extend(act() for _try in range(20))
        finally:
            connection.close()

    def answer():
        try:
            return submitting.answer(claim.pk, "", user=team.ben) and "answer"
        except ActionRefused:
            return None

    def by_clock():
        return "lapse" if ticking.lapse_requests(clock.now()) else None

    threads = [threading.Thread(target=at_once, args=[act]) for act in (answer, by_clock)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=30)

    (outcome,) = [one for one in done if one]
    codes = Event.objects.about(claim).filter(code__in=("claim.answer", "claim.lapse"))
    assert [event.code for event in codes] == [f"claim.{outcome}"]
    request = Request.objects.get()
    assert (request.answered_at is None) is (outcome == "lapse")
    assert Claim.objects.get(pk=claim.pk).state == "SUBMITTED"
    assert RequestItem.objects.get().outcome == "ANSWERED"
    assert first_break(claim) is None
