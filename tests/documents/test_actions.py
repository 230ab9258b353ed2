"""How a document is settled, once, and who hears of it."""

from datetime import timedelta

import pytest

from documents import actions
from documents.enums import STRUCTURE_ONLY, Problem, State
from documents.examination import GIVEN_UP, Outcome
from documents.models import Document
from documents.signals import document_settled
from history.actions import first_break
from history.models import Event
from lifecycle import ActionRefused, clock
from outbox.models import Job
from tests.factories.documents import DocumentFactory, received

pytestmark = pytest.mark.django_db

CLEAN = Outcome(State.CLEAN, "", "application/pdf", STRUCTURE_ONLY)
LOCKED = Outcome(State.REFUSED, Problem.PASSWORD, "", STRUCTURE_ONLY)


@pytest.fixture
def heard():
    """What the rooms above hear."""
    calls = []

    def hear(sender, document, at, **_):
        calls.append((document.pk, document.state))

    document_settled.connect(hear)
    yield calls
    document_settled.disconnect(hear)


def test_the_first_finding_stands(heard):
    document = received()
    actions.settle(document, LOCKED, clock.now())
    actions.settle(document, CLEAN, clock.now())
    document.refresh_from_db()
    assert (document.state, document.refusal) == (State.REFUSED, "password")
    assert heard == [(document.pk, State.REFUSED)]
    assert Event.objects.about(document).count() == 2
    assert first_break(document) is None


def test_a_receiver_that_fails_undoes_the_finding():
    def fail(sender, **_):
        raise RuntimeError("above")

    document = received()
    document_settled.connect(fail)
    try:
        with pytest.raises(RuntimeError):
            actions.settle(document, CLEAN, clock.now())
    finally:
        document_settled.disconnect(fail)
    document.refresh_from_db()
    assert document.state == State.PENDING


@pytest.mark.parametrize("state", ["clean", "refused", "infected"])
def test_only_a_failed_check_is_repeated(state, anna):
    document = DocumentFactory(**{state: True})
    with pytest.raises(ActionRefused, match="could not be checked"):
        actions.requeue(document, user=anna, at=clock.now())
    assert not Job.objects.exists()


def test_a_failed_check_is_repeated(anna):
    document = DocumentFactory(failed=True)
    actions.requeue(document, user=anna, at=clock.now())
    document.refresh_from_db()
    assert (document.state, document.refusal, document.settled_at) == (State.PENDING, "", None)
    assert Job.objects.open().get().ids == {"document": document.pk}


def test_what_waits_for_its_check_is_not_given_up():
    received()
    assert actions.give_up_lost(clock.now()) == 0
    Job.objects.all().delete()
    assert actions.give_up_lost(clock.now()) == 1
    assert Document.objects.get().state == State.FAILED


def test_what_our_checks_broke_on_is_checked_again_by_itself_while_it_is_young():
    document = actions.settle(received(), GIVEN_UP, clock.now())
    assert actions.check_again(clock.now()) == 0, "Not at once"
    with clock.shifted(timedelta(hours=7)):
        assert (actions.check_again(clock.now()), actions.check_again(clock.now())) == (1, 0)
        assert Document.objects.get().state == State.PENDING
        actions.settle(document, GIVEN_UP, clock.now())
    with clock.shifted(timedelta(days=4)):
        assert actions.check_again(clock.now()) == 0, "By then people look into it"
