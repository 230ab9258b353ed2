"""Messages about a claim: who may write when, who hears of it, and that nothing of the claim changes."""

import pytest

from accounts.enums import PartnerRole
from accounts.models import Membership
from claims.actions import submitting, talking
from claims.models import Claim
from history.models import Event
from lifecycle import ActionRefused, clock
from notifications.actions.delivering import deliver
from notifications.models import Message as Mail
from programs.models import ProgramRole
from review.models import Message
from tests.factories import claims as make
from tests.factories.accounts import MembershipFactory
from tests.factories.people import person


def mailed(kind="message_written"):
    return sorted(one.to.name for one in Mail.objects.filter(kind=kind))


def test_the_claim_stays_as_it_is(people, claim):
    before = Claim.objects.filter(pk=claim.pk).values().get()

    talking.write(claim.pk, "When do we hear?", user=people.anna)
    talking.write(claim.pk, "Tomorrow.", user=people.rita)
    talking.needs_no_answer(claim.pk, user=people.anna)
    talking.note(claim.pk, "Ask again.", user=people.rita)

    assert Claim.objects.filter(pk=claim.pk).values().get() == before


@pytest.mark.parametrize("state", ["submitted", "asked", "decided", "recommended"])
def test_both_sides_write_in_any_state_once_it_was_sent(people, state):
    claim = getattr(make, state)(people)
    talking.write(claim.pk, "A question", user=people.ben)
    talking.write(claim.pk, "An answer", user=people.paula)
    assert [one.from_staff for one in Message.objects.about(claim)] == [False, True]


def test_a_draft_is_nobody_elses_yet(people):
    with pytest.raises(ActionRefused) as refused:
        talking.write(make.draft(people).pk, "Hello", user=people.anna)
    assert not refused.value.verdict.forbidden


@pytest.mark.parametrize("name", ["axel", "stranger"])
def test_who_only_reads_or_is_a_stranger_does_not_write(people, claim, name):
    for write in (talking.write, talking.note):
        with pytest.raises(ActionRefused) as refused:
            write(claim.pk, "Hello", user=getattr(people, name))
        assert refused.value.verdict.forbidden
    assert not Message.objects.exists()


def test_the_partner_hears_of_it_who_looks_after_the_claim_and_the_admins(people, claim):
    owner = person("Olga")
    MembershipFactory(user=owner, partner=people.partner, role=PartnerRole.USER)
    Claim.objects.filter(pk=claim.pk).update(owner=owner)

    talking.write(claim.pk, "Thank you.", user=people.rita)

    assert mailed() == ["Anna", "Olga"]


def test_an_owner_who_left_hears_nothing(people, claim):
    Claim.objects.filter(pk=claim.pk).update(owner=people.ben)
    Membership.objects.filter(user=people.ben).delete()
    talking.write(claim.pk, "Thank you.", user=people.rita)
    assert mailed() == ["Anna"]


def test_of_ours_only_who_has_taken_the_claim_hears_of_it(people, claim):
    talking.write(claim.pk, "When?", user=people.ben)
    assert mailed() == ["Rita"]


def test_of_a_claim_nobody_took_nobody_gets_a_mail(people):
    talking.write(make.submitted(people).pk, "When?", user=people.ben)
    assert mailed() == []


def test_who_took_it_and_reviews_no_more_gets_no_mail(people, claim):
    ProgramRole.objects.filter(user=people.rita).delete()
    talking.write(claim.pk, "When?", user=people.ben)
    assert mailed() == []


@pytest.mark.parametrize(
    ("language", "said", "again"),
    [("en", "Ben wrote about the claim", "Read and answer"), ("de", "Ben schrieb", "Lesen und antworten")],
)
def test_the_mail_has_the_words_and_one_link(people, claim, mailoutbox, language, said, again):
    people.rita.language = language
    people.rita.save()
    talking.write(claim.pk, "Is <this> right & complete?", user=people.ben)

    deliver(Mail.objects.get(kind="message_written").pk, clock.now())

    (mail,) = mailoutbox
    html = mail.alternatives[0].content
    assert claim.number in mail.subject
    assert said in mail.body
    assert "Is <this> right & complete?" in mail.body
    assert f"/queue/{claim.public_id}/messages/" in mail.body
    assert html.count('class="button"') == 1
    assert "<this>" not in html
    assert again in html


def test_the_partners_mail_leads_to_the_partners_page(people, claim, mailoutbox):
    talking.write(claim.pk, "Thank you.", user=people.rita)
    deliver(Mail.objects.get(kind="message_written").pk, clock.now())
    assert f"/claims/{claim.public_id}/messages/" in mailoutbox[0].body


def test_the_history_says_that_somebody_wrote_and_who_wanted_no_answer(people, claim):
    talking.write(claim.pk, "Secret of the thread", user=people.anna)
    talking.needs_no_answer(claim.pk, user=people.rita)
    talking.needs_no_answer(claim.pk, user=people.rita)

    told = [(one.code, one.actor) for one in Event.objects.about(claim)][-2:]

    assert told == [("claim.message", people.anna), ("claim.needs_no_answer", people.rita)]
    assert "Secret" not in str([one.params for one in Event.objects.about(claim)])


def test_a_claim_taken_back_takes_no_message_and_its_thread_comes_back_with_it(people):
    claim = make.submitted(people)
    talking.write(claim.pk, "One more thing", user=people.anna)
    submitting.take_back(claim.pk, user=people.anna)
    with pytest.raises(ActionRefused):
        talking.write(claim.pk, "And another", user=people.anna)
    assert submitting.submit(claim.pk, user=people.anna).state == "SUBMITTED"
    assert Message.objects.about(claim).unanswered().count() == 1
