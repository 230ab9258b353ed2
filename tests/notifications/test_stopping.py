"""An optional mail says how to get no more of its kind, by its head and by its words; other mails do not."""

import pytest
from django.core import mail
from django.test import Client

from lifecycle import clock
from notifications.actions.delivering import deliver
from notifications.actions.sending import send
from notifications.models import Preference
from notifications.stopping import read_token, stop_url

pytestmark = pytest.mark.django_db

FACTS = {
    "title": "Autumn",
    "public_id": "abc",
    "by": "Ben",
    "number": "C-1",
    "words": "Hello",
    "partner": "Kiel",
}


def mail_of(anna, kind: str = "message_written"):
    message = send(kind, to=anna, subject=anna, key="1", at=clock.now(), **FACTS)
    deliver(message.pk, clock.now())
    return mail.outbox[-1].message()


def path(anna, settings, kind: str = "message_written") -> str:
    return stop_url(anna.pk, kind).removeprefix(settings.ORIGIN)


def test_an_optional_mail_can_be_turned_off_from_its_head_and_its_foot(anna, settings):
    settings.ORIGIN = "https://portal.example"
    sent = mail_of(anna)
    url = stop_url(anna.pk, "message_written")
    assert url.startswith("https://portal.example/mails/stop/")
    assert sent["List-Unsubscribe"].replace("\n ", "") == f"<{url}>"
    assert sent["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    for part in sent.get_payload():
        assert url in part.get_payload(decode=True).decode()


def test_a_mail_that_money_hangs_on_cannot(anna):
    sent = mail_of(anna, "payee_withdrawn")
    assert "List-Unsubscribe" not in sent
    assert "/mails/stop/" not in str(sent)


def test_a_look_changes_nothing_and_a_press_does(client, anna, settings):
    page = client.get(path(anna, settings))
    assert b"No more mails of this kind" in page.content
    assert not Preference.objects.exists()
    page = client.post(path(anna, settings))
    assert b"You get no more mails of this kind" in page.content
    assert Preference.objects.get().kind == "message_written"
    page = client.post(path(anna, settings) + "again/")
    assert b"You get mails of this kind again" in page.content
    assert not Preference.objects.exists()


def test_a_mail_program_turns_them_off_with_one_request(anna, settings):
    """RFC 8058: no cookie, no token of a form, this body."""
    program = Client(enforce_csrf_checks=True)
    for _time in range(2):
        answer = program.post(path(anna, settings), {"List-Unsubscribe": "One-Click"})
        assert answer.status_code == 200
    assert Preference.objects.count() == 1


def test_the_page_speaks_the_language_of_the_mail_and_names_nobody(client, anna, settings):
    anna.language = "de"
    anna.save()
    page = client.get(path(anna, settings)).content.decode()
    assert "Keine Mails dieser Art mehr" in page
    assert anna.email not in page


@pytest.mark.parametrize("kind", ["claim_submitted", "no_such_kind"])
def test_what_may_not_be_turned_off_is_not_there(client, anna, settings, kind):
    assert client.get(path(anna, settings, kind)).status_code == 404
    assert client.post(path(anna, settings, kind)).status_code == 404


@pytest.mark.parametrize(
    "damage",
    [
        lambda token: token[:-1] + ("A" if token[-1] != "A" else "B"),
        lambda token: "x" + token,
        lambda token: token.partition(":")[0],
        lambda token: ":" + token.partition(":")[2],
        lambda token: "ü%00" + token,
        lambda token: token * 50,
    ],
)
def test_an_altered_address_opens_nothing(client, anna, settings, damage):
    token = path(anna, settings).split("/")[3]
    assert read_token(token) == (anna.pk, "message_written")
    for verb in (client.get, client.post):
        assert verb(f"/mails/stop/{damage(token)}/").status_code == 404
    assert not Preference.objects.exists()


def test_who_may_not_sign_in_any_more_has_nothing_to_turn_off(client, anna, settings):
    anna.is_active = False
    anna.save()
    assert client.get(path(anna, settings)).status_code == 404


def test_links_come_from_the_configured_origin_whatever_host_is_asked_for(client, anna, settings):
    settings.ORIGIN = "https://portal.example"
    page = client.get(path(anna, settings), headers={"host": "evil.example"})
    assert page.status_code == 200
    sent = str(mail_of(anna))
    assert "evil.example" not in sent
    assert "https://portal.example/" in sent
