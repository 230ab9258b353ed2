"""A request has ended: the reviewer hears of an answer, the partner of a time that ran out."""

import pytest

from claims.actions import answering, reviewing, submitting, ticking
from claims.models import Claim
from lifecycle import clock
from notifications.kinds import kind_of
from notifications.models import Message
from programs.enums import VendorRole
from review import assigning
from review.models import Request
from tests.factories import claims as make
from tests.factories.people import staff


def told(kind):
    return list(Message.objects.filter(kind=kind).order_by("to__name"))


def lapse():
    due = Request.objects.get().due_at
    with clock.shifted(due - clock.now()):
        assert ticking.lapse_requests(clock.now()) == 1


@pytest.fixture
def ask(team):
    return make.asked(team, "In colour, please.", part="slot:photos")


def answer(claim, person):
    item = make.asked_item(claim)
    answering.save_comment(claim.pk, "They are in colour.", user=person, item=item)
    return submitting.answer(claim.pk, "Here you are.", user=person)


def test_who_asked_hears_who_answered_and_until_when_we_promised(ask, team):
    claim = answer(ask, team.ben)
    (message,) = told("claim_answered")
    facts = message.context
    assert message.to == team.rita
    assert (facts["by"], facts["words"], facts["answered"], facts["asked"]) == ("Ben", "Here you are.", 1, 1)
    assert facts["due"] == claim.promised_at.isoformat()


def test_to_whom_it_was_given_meanwhile_hears_it_instead(ask, team):
    ruth = staff("Ruth", team.program, VendorRole.REVIEWER)
    assigning.assign(ask, ruth, by=team.paula, at=clock.now())
    answer(ask, team.anna)
    assert [one.to for one in told("claim_answered")] == [ruth]


def test_who_reviews_here_no_longer_is_passed_over(ask, team):
    team.rita.program_roles.all().delete()
    answer(ask, team.anna)
    assert told("claim_answered") == []


def test_once_somebody_has_it_on_the_bench_the_mail_is_needless(ask, team):
    answer(ask, team.anna)
    owed = kind_of("claim_answered").owed
    assert len(owed(told("claim_answered"))) == 1
    reviewing.take(ask.pk, user=team.rita)
    assert owed(told("claim_answered")) == set()


def test_when_the_time_is_over_both_sides_hear_what_came_and_what_did_not(ask, team):
    lapse()
    anna, ben = told("request_lapsed")
    assert [anna.to, ben.to] == [team.anna, team.ben]
    assert anna.context["sent"] == 0
    assert [item["words"] for item in anna.context["left"]] == ["In colour, please."]
    assert anna.context["promised"] == Claim.objects.get(pk=ask.pk).promised_at.isoformat()
    (rita,) = told("claim_answered")
    assert (rita.to, rita.context["by"], rita.context["answered"]) == (team.rita, "", 0)


def test_what_was_prepared_was_sent_by_itself(ask, team):
    answering.save_comment(ask.pk, "In colour.", user=team.ben, item=make.asked_item(ask))
    lapse()
    facts = told("request_lapsed")[0].context
    assert (facts["sent"], facts["left"]) == (1, [])
