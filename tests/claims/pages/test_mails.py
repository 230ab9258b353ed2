"""The mails about a claim: what, until when and in which zone, one link; in the reader's language."""

import pytest
from django.urls import reverse

from claims.actions import handing
from lifecycle import clock
from notifications.actions.delivering import deliver
from notifications.models import Message
from tests.factories import claims as make


def mails(kind, mailoutbox):
    for message in Message.objects.filter(kind=kind):
        deliver(message.pk, clock.now())
    return {mail.to[0]: mail for mail in mailoutbox}


def submit(team):
    return make.submitted(team, 1850, title="Mailing & more")


def ask(team):
    return make.asked(team, "Please send the <agenda>.")


def hand_over(team):
    return handing.hand_over(make.draft(team, title="Mailing & more").pk, user=team.ben)


@pytest.mark.parametrize(
    ("kind", "act", "page", "words"),
    [
        (
            "claim_submitted",
            submit,
            "claim",
            ["“Mailing & more”", "1,850.00\u00a0EUR", "Berlin time", "Tax law"],
        ),
        ("request_made", ask, "claim_answer", ["Please send the <agenda>.", "23:59 Berlin time"]),
        ("claim_ready", hand_over, "claim_check", ["Ben has finished the claim “Mailing & more”."]),
    ],
)
def test_each_says_what_is_to_be_known(team, mailoutbox, settings, kind, act, page, words):
    claim = act(team)
    mail = mails(kind, mailoutbox)[team.anna.email]
    assert f"{settings.ORIGIN}{reverse(page, args=[claim.public_id])}" in mail.body
    for one in words:
        assert one in mail.body
    assert "\n" not in mail.subject
    assert "&amp;" not in mail.subject + mail.body
    html = mail.alternatives[0].content
    assert html.count('class="button"') == 1
    assert "<agenda>" not in html


def test_in_the_readers_language(team, mailoutbox):
    team.anna.language = "de"
    team.anna.save()
    submit(team)
    mail = mails("claim_submitted", mailoutbox)[team.anna.email]
    assert 'lang="de"' in mail.alternatives[0].content
