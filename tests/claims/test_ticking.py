"""What the clock owes: drafts expire, requests lapse, rests are freed, each once."""

from datetime import timedelta
from decimal import Decimal

import pytest

from claims import tasks
from claims.actions import disputing, proving, ticking
from claims.enums import ClaimState
from claims.guards import dispute_ends
from claims.outcomes import LineOutcome
from funds.models import Fund
from history.models import Event
from lifecycle import clock
from programs.actions.extending import grant_extension
from programs.models import Extension
from programs.rules import deadline_for, local_day
from review.models import Request
from tests.factories import claims as make

pytestmark = pytest.mark.django_db


def at_deadline(claim, **before):
    """How far to shift the clock so that it shows the claim's deadline, or so long before it."""
    return deadline_for(claim.period, claim.partner) - timedelta(**before) - clock.now()


def codes(claim):
    return [event.code for event in Event.objects.about(claim)]


def test_a_draft_expires_at_its_deadline_and_not_a_second_before(draft):
    with clock.shifted(at_deadline(draft, seconds=30)):
        assert ticking.expire_drafts(clock.now()) == 0
    with clock.shifted(at_deadline(draft)):
        assert ticking.expire_drafts(clock.now()) == 1
        assert ticking.expire_drafts(clock.now()) == 0
    draft.refresh_from_db()
    assert draft.state == ClaimState.EXPIRED
    assert codes(draft).count("claim.expire") == 1


def test_what_is_left_is_forfeited_at_the_deadline(draft):
    fund = Fund.objects.get(partner=draft.partner)
    with clock.shifted(at_deadline(draft)):
        tasks.tick()
        tasks.tick()
    fund.refresh_from_db()
    assert (fund.left, fund.forfeited) == (0, fund.earned)


def test_an_extension_granted_late_brings_the_draft_and_the_money_back(draft, people):
    with clock.shifted(at_deadline(draft)):
        tasks.tick()
        later = local_day(clock.now(), draft.program.zone) + timedelta(days=10)
        grant_extension(
            draft.period, partner=None, last_day=later, reason="The portal was away.", by=people.paula
        )
        ticking.extension_granted(Extension.objects.get(), clock.now())
        draft.refresh_from_db()
        assert draft.state == ClaimState.EDITING
        fund = Fund.objects.get(partner=draft.partner)
        assert (fund.left, fund.forfeited) == (fund.earned, 0)


def test_an_unanswered_request_lapses_at_its_due_instant_and_sends_what_was_saved(asked, people):
    proving.add_text(asked.pk, make.asked_item(asked), "Half of it.", user=people.ben)
    due = Request.objects.get().due_at
    with clock.shifted(due - clock.now() - timedelta(seconds=30)):
        assert ticking.lapse_requests(clock.now()) == 0
    with clock.shifted(due - clock.now()):
        assert ticking.lapse_requests(clock.now()) == 1
        assert ticking.lapse_requests(clock.now()) == 0
    asked.refresh_from_db()
    assert asked.state == ClaimState.SUBMITTED
    assert asked.proofs.filter(text="Half of it.").exists()
    assert Request.objects.get().lapsed_at


def test_what_was_cut_stays_held_until_the_dispute_is_over(taken, people):
    line = taken.expenses.get()
    make.decide(taken, {line: LineOutcome(line.amount - 100, "One page was not ours.")}, user=people.rita)
    fund = Fund.objects.get(partner=taken.partner)
    assert fund.held == Decimal(100)
    taken.refresh_from_db()
    until_then = dispute_ends(taken) - clock.now()
    with clock.shifted(until_then - timedelta(minutes=5)):
        assert ticking.free_rests(clock.now()) == 0
    with clock.shifted(until_then + timedelta(minutes=5)):
        assert ticking.free_rests(clock.now()) == 1
        assert ticking.free_rests(clock.now()) == 0
    fund.refresh_from_db()
    assert fund.held == 0


def test_a_disputed_rest_is_not_freed_by_the_clock(taken, people):
    line = taken.expenses.get()
    make.decide(taken, {line: LineOutcome(Decimal(0), "Not ours.")}, user=people.rita)
    disputing.dispute(taken.pk, "It is: see page 2.", user=people.anna)
    with clock.shifted(timedelta(days=taken.program.dispute_days + 1)):
        assert ticking.free_rests(clock.now()) == 0
