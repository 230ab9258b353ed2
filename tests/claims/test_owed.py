"""What is done before its mail goes is not owed any more; what is not done still is."""

import pytest

from claims.actions import asking, disputing, drafting, handing, restricting, reversing, submitting
from claims.models import Claim
from claims.readiness import files_of
from notifications.kinds import kind_of
from notifications.models import Message
from programs.enums import VendorRole
from tests.factories import claims as make
from tests.factories.people import staff

pytestmark = pytest.mark.django_db


def owed(kind):
    """To how many readers the messages of this kind are still owed, of how many."""
    messages = list(Message.objects.filter(kind=kind))
    return len(kind_of(kind).owed(messages)), len(messages)


def test_a_colleague_s_question_until_it_is_answered(people, draft):
    question = asking.ask(draft.pk, user=people.anna, asked=people.ben, words="The contract, please.")
    assert owed("document_asked") == (1, 1)
    asking.decline(question, "I have none.", user=people.ben)
    assert owed("document_asked") == (0, 1)
    assert owed("ask_answered") == (1, 1)
    submitting.submit(draft.pk, user=people.anna)
    assert owed("ask_answered") == (0, 1)


def test_a_draft_that_was_handed_over_until_it_is_submitted_or_comes_back(people, draft):
    handing.hand_over(draft.pk, user=people.ben)
    assert owed("claim_ready") == (1, 1)
    handing.hand_back(draft.pk, "The photos are too dark.", user=people.anna)
    assert owed("claim_ready") == (0, 1)
    assert owed("claim_handed_back") == (1, 1)
    drafting.delete(draft.pk, user=people.anna)
    assert owed("claim_handed_back") == (0, 1)


def test_a_reversal_until_a_second_person_has_spoken(people):
    claim = make.decided(people)
    reversing.ask(claim.pk, "The invoice is another one.", user=people.rita)
    assert owed("reversal_asked") == (1, 1)
    reversing.end(claim.pk, user=people.arno)
    assert owed("reversal_asked") == (0, 1)


def test_a_restriction_until_a_second_person_has_spoken(people, taken):
    file = files_of(taken)[0]
    restricting.ask(taken, file, "Health data.", user=people.rita)
    assert owed("restriction_asked") == (2, 2)
    restricting.agree(taken, file, user=people.arno)
    assert owed("restriction_asked") == (0, 2)


def test_a_dispute_nobody_may_decide_until_it_is_decided(people):
    claim = make.decided(people, 1000)
    disputing.dispute(claim.pk, "We disagree.", user=people.anna)
    assert owed("nobody_decides") == (1, 1)
    ruth = staff("Ruth", people.program, VendorRole.REVIEWER)
    make.decide(Claim.objects.get(pk=claim.pk), make.outcomes(claim), user=ruth)
    assert owed("nobody_decides") == (0, 1)


def test_what_was_written_before_a_fact_was_kept_counts_as_owed(people):
    claim = make.decided(people)
    reversing.ask(claim.pk, "The invoice is another one.", user=people.rita)
    message = Message.objects.get(kind="reversal_asked")
    message.context.pop("reversal")
    assert kind_of("reversal_asked").owed([message]) == {message.pk}
