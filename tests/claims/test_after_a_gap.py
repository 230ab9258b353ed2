"""Nobody ticked for 26 hours, or for five days: the next tick makes up for it, and nobody used the gap."""

from datetime import timedelta
from decimal import Decimal

import pytest

from claims import tasks
from claims.actions import deciding, disputing, originals, submitting
from claims.enums import ClaimState
from claims.models import Claim, Decision, OriginalsCall
from claims.outcomes import LineOutcome
from funds.models import Fund
from history.models import Event
from lifecycle import ActionRefused, clock
from notifications.models import Message
from outbox.models import Tick
from programs.rules import deadline_for
from review.models import Request
from tests.factories import claims as make

pytestmark = pytest.mark.django_db

GAPS = [timedelta(hours=26), timedelta(days=5)]


def since(instant, gap):
    """The clock shows so long after the instant."""
    return clock.shifted(instant + gap - clock.now())


def deadline(claim):
    return deadline_for(claim.period, claim.partner)


def events(claim):
    return [event.code for event in Event.objects.about(claim)]


@pytest.fixture
def told_once():
    """Ticks three times; everything it did is done by the first, and no part failed."""

    def tick():
        tasks.tick()
        after = Event.objects.count(), Message.objects.count()
        tasks.tick()
        tasks.tick()
        assert (Event.objects.count(), Message.objects.count()) == after
        assert set(Tick.objects.values_list("error", flat=True)) == {""}

    return tick


@pytest.mark.parametrize("gap", GAPS)
def test_drafts_expire_and_what_is_left_is_forfeited(draft, gap, told_once):
    with since(deadline(draft), gap):
        told_once()
    draft.refresh_from_db()
    fund = Fund.objects.get(partner=draft.partner)
    assert (draft.state, fund.left, fund.forfeited) == (ClaimState.EXPIRED, 0, fund.earned)
    assert not Message.objects.filter(kind__startswith="deadline", due_at__gte=deadline(draft)).exists()


@pytest.mark.parametrize("gap", GAPS)
def test_until_then_nobody_submits_what_is_too_late(draft, people, gap):
    with since(deadline(draft), gap), pytest.raises(ActionRefused):
        submitting.submit(draft.pk, user=people.anna)


@pytest.mark.parametrize("gap", GAPS)
def test_requests_lapse(asked, gap, told_once):
    with since(Request.objects.get().due_at, gap):
        told_once()
    asked.refresh_from_db()
    assert (asked.state, events(asked).count("claim.lapse")) == (ClaimState.SUBMITTED, 1)


@pytest.mark.parametrize("gap", GAPS)
def test_until_then_nobody_answers_what_has_lapsed(asked, people, gap):
    with since(Request.objects.get().due_at, gap), pytest.raises(ActionRefused):
        submitting.answer(asked.pk, "Late, but here.", user=people.anna)


@pytest.mark.parametrize("gap", GAPS)
def test_a_decision_leaves_and_its_dispute_window_begins_when_it_does(taken, people, gap, told_once):
    line = taken.expenses.get()
    deciding.decide(taken.pk, {line: LineOutcome(Decimal(0), "Not ours.")}, "", user=people.rita)
    with since(Decision.objects.get().leaves_at, gap):
        told_once()
        taken.refresh_from_db()
        assert (taken.state, taken.rest_freed_at) == (ClaimState.REJECTED, None)
        disputing.dispute(taken.pk, "It is: see page 2.", user=people.anna)
    assert Claim.objects.get(pk=taken.pk).state == ClaimState.DISPUTED


@pytest.fixture
def cut(taken, people):
    line = taken.expenses.get()
    return make.decide(
        taken, {line: LineOutcome(line.amount - 100, "One page was not ours.")}, user=people.rita
    )


def end_of_window(claim):
    return claim.decided_at + timedelta(days=claim.program.dispute_days)


@pytest.mark.parametrize("gap", GAPS)
def test_rests_are_freed(cut, gap, told_once):
    with since(end_of_window(cut), gap):
        told_once()
    assert Fund.objects.get(partner=cut.partner).held == 0


@pytest.mark.parametrize("gap", GAPS)
def test_until_then_nobody_disputes_what_is_over(cut, people, gap):
    with since(end_of_window(cut), gap), pytest.raises(ActionRefused):
        disputing.dispute(cut.pk, "Late, but right.", user=people.anna)


@pytest.mark.parametrize("gap", GAPS)
def test_calls_for_originals_lapse(people, gap, told_once):
    claim = make.decided(people)
    call = originals.call(claim.pk, "The invoice, on paper.", user=people.rita)
    with since(call.due_at, gap):
        told_once()
    assert OriginalsCall.objects.get().recovery_due_at is not None


@pytest.mark.parametrize("gap", GAPS)
def test_what_is_freed_after_the_deadline_is_forfeited_in_the_same_tick(cut, gap, told_once):
    """Both fell due in the gap: however they are ordered, no cent is left over."""
    with since(max(deadline(cut), end_of_window(cut)), gap):
        told_once()
    fund = Fund.objects.get(partner=cut.partner)
    assert (fund.left, fund.held) == (0, 0)
    assert fund.forfeited == fund.earned - fund.approved


def test_the_defect_of_one_claim_and_of_one_part_leaves_the_rest_done(draft, people, monkeypatch, caplog):
    other = make.draft(people, title="Spring campaign")
    real = tasks.ticking.act

    def act(claim_id, *args):
        if claim_id == draft.pk:
            raise ValueError("Broken")
        return real(claim_id, *args)

    monkeypatch.setattr(tasks.ticking, "act", act)
    with since(deadline(draft), GAPS[0]):
        tasks.tick()
    states = dict(Claim.objects.values_list("pk", "state"))
    assert states == {draft.pk: ClaimState.EDITING, other.pk: ClaimState.EXPIRED}
    assert f"ALARM: the clock could not expire claim {draft.pk}" in caplog.text
    assert Fund.objects.get(partner=draft.partner).left == 0
