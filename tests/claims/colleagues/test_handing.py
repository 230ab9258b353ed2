"""A draft is handed to the admins, shows what changed since, and may come back with words."""

from datetime import timedelta

import pytest
from django.urls import reverse

from accounts.enums import PartnerRole
from claims.actions import drafting, handing, submitting
from claims.models import Claim
from lifecycle import ActionRefused, clock
from notifications.actions.delivering import deliver
from notifications.models import Message
from tests.factories import claims as make
from tests.factories.accounts import MembershipFactory
from tests.factories.people import person

HANDED = "Handed over as ready to submit"


def at(name, claim):
    return reverse(name, args=[claim.public_id])


def page(client, url):
    return client.get(url).content.decode()


@pytest.fixture
def second(team):
    """A second incentives admin of the location."""
    return MembershipFactory(user=person("Clara"), partner=team.partner, role=PartnerRole.ADMIN).user


def test_all_admins_hear_of_it_and_see_it(team, ben, draft, second, as_person, mails, mailoutbox):
    ben.post(at("claim_hand_over", draft), {"words": "Photos come tomorrow."})
    assert mails("claim_ready") == ["Anna", "Clara"]
    deliver(Message.objects.filter(kind="claim_ready").first().pk, clock.now())
    assert "One thing is still missing; the page says which." in mailoutbox[0].body
    assert "Photos come tomorrow." in mailoutbox[0].body
    for admin in (team.anna, second):
        assert "Ben handed it over: submit it, or hand it back." in page(as_person(admin), "/")


def test_the_user_sees_what_is_missing_and_where_it_is(ben, draft, second):
    before = page(ben, at("claim_hand_over", draft))
    assert "Your admins see that this is missing." in before
    ben.post(at("claim_hand_over", draft), {"words": ""})
    after = page(ben, at("claim", draft))
    assert "It is with your incentives admins" in after
    assert "Anna, Clara." in " ".join(after.split())
    assert "One thing was still missing then." in after
    home = page(ben, "/")
    assert "Finish the draft and submit it." not in home
    assert "handed over" in home


def test_twice_without_a_change_is_refused(team, ben, draft, mails):
    handing.hand_over(draft.pk, user=team.ben)
    answer = ben.post(at("claim_hand_over", draft), {"words": "Once more"})
    assert answer.status_code == 409
    assert "is with your incentives admins already" in answer.content.decode()
    drafting.edit_activity(draft.pk, user=team.ben, place="Kiel")
    ben.post(at("claim_hand_over", draft), {"words": ""})
    assert Message.objects.filter(kind="claim_ready").count() == 2


def test_a_change_after_it_is_said(team, anna, ben, draft):
    handing.hand_over(draft.pk, user=team.ben)
    assert "They see what you change now." in page(ben, at("claim_activity", draft))
    drafting.edit_activity(draft.pk, user=team.ben, place="Kiel")
    for url in (at("claim", draft), at("claim_check", draft)):
        words = page(anna, url)
        assert "Changed since then:" in words
        assert "Changed: activity (Ben," in words


def test_the_admin_submits(team, anna):
    make.money_for(team)
    claim = make.draft(team)
    handing.hand_over(claim.pk, user=team.ben)
    words = page(anna, at("claim", claim))
    assert "Hand it back" in words
    submitting.submit(claim.pk, user=team.anna)
    assert HANDED not in page(anna, at("claim", claim)).split("History")[0]
    submitting.take_back(claim.pk, user=team.anna)
    assert "handed this draft over" not in page(anna, at("claim", claim))


def test_handed_back_with_words(team, anna, ben, draft, mails, mailoutbox):
    handing.hand_over(draft.pk, user=team.ben)
    empty = anna.post(at("claim_hand_back", draft), {"words": ""})
    assert "<title>Error:" in empty.content.decode()
    anna.post(at("claim_hand_back", draft), {"words": "The <agenda> is of last year."})
    assert Claim.objects.get().ready_at is None
    assert mails("claim_handed_back") == ["Ben"]
    deliver(Message.objects.get(kind="claim_handed_back").pk, clock.now())
    assert "The <agenda> is of last year." in mailoutbox[0].body
    assert "<agenda>" not in mailoutbox[0].alternatives[0].content
    assert "Anna handed this draft back" in page(ben, at("claim", draft))
    assert "Anna handed it back: The &lt;agenda&gt; is of last year." in page(ben, "/")
    assert "Handed back to Ben" in page(ben, at("claim_history", draft))


def test_what_was_not_handed_over_is_not_handed_back(team, anna, draft):
    with pytest.raises(ActionRefused, match="This draft is not handed over"):
        handing.hand_back(draft.pk, "Why", user=team.anna)
    assert anna.get(at("claim_hand_back", draft)).status_code == 409


def test_after_the_deadline_the_words_stay(ben, draft):
    with clock.shifted(timedelta(days=100)):
        answer = ben.post(at("claim_hand_over", draft), {"words": "Photos come tomorrow."})
    assert answer.status_code == 409
    assert "Photos come tomorrow." in answer.content.decode()
