"""The payee profile as an incentives admin meets it."""

from datetime import timedelta

import pytest
from django.contrib.sessions.models import Session
from django.urls import reverse

from accounts.actions import payee as actions
from accounts.enums import PartnerRole
from accounts.models import PayeeVersion
from accounts.payee import details_of, payee_latest
from history.models import AccessRecord
from notifications.actions.delivering import deliver
from notifications.models import Message
from tests.factories.accounts import MembershipFactory
from tests.factories.payees import ELSEWHERE, IBAN, KIEL, OTHER_IBAN, at, proposed, typed, words

pytestmark = pytest.mark.django_db
GROUPED = "DE89 3704 0044 0532 0130 00"
PASSWORD = "a long enough secret"


def test_an_empty_profile_says_why_it_is_wanted(signed_in, kiel):
    page = words(signed_in.get(at("payee", kiel)))
    assert "nothing is paid" in page
    assert at("payee_change", kiel) in page
    assert not AccessRecord.objects.exists()


def test_home_leads_there_while_it_is_missing(signed_in, kiel, anna):
    assert "No payee profile yet" in words(signed_in.get("/"))
    proposed(kiel, anna)
    page = words(signed_in.get("/"))
    assert "No payee profile yet" not in page
    assert at("payee", kiel) in page


def test_an_account_is_kept_as_it_was_meant(fresh, kiel):
    answer = fresh.post(at("payee_change", kiel), typed())
    assert answer.url == at("payee", kiel)
    version = payee_latest(kiel)
    details = details_of(version)
    assert details == KIEL.details
    assert (version.country, version.last_digits, version.currency) == ("DE", "3000", "EUR")
    page = words(fresh.get(answer.url))
    assert GROUPED in page
    assert "A change waits" in page
    assert "Until then nothing is paid." in page
    assert "Berlin time" in page


def test_every_look_is_noted(signed_in, kiel, anna, carla):
    proposed(kiel, carla, days_ago=10)
    before = AccessRecord.objects.count()
    for _look in range(2):
        assert GROUPED in words(signed_in.get(at("payee", kiel)))
    looks = AccessRecord.objects.filter(actor=anna, subject_kind="partner", subject_id=kiel.pk)
    assert (looks.count(), before) == (2, 0)


def test_what_is_in_force_stands_beside_what_waits(signed_in, kiel, anna):
    proposed(kiel, anna, days_ago=10)
    proposed(kiel, anna, ELSEWHERE)
    page = words(signed_in.get(at("payee", kiel)))
    assert GROUPED in page
    assert "DE02 1203 0000 0000 2020 51" in page
    assert "Until then money goes to the account in Germany ending in 3000" in page
    assert "Changed: bank account." in page


def test_withdrawing(signed_in, kiel, anna):
    proposed(kiel, anna, days_ago=10)
    waiting = proposed(kiel, anna, ELSEWHERE)
    assert signed_in.get(at("payee_withdraw", kiel)).status_code == 405
    answer = signed_in.post(at("payee_withdraw", kiel), {"number": waiting.number})
    assert answer.url == at("payee", kiel)
    assert "A change waits" not in words(signed_in.get(answer.url))
    for number in (waiting.number, "x", "", "٣", "9" * 5_000, "-1"):
        assert signed_in.post(at("payee_withdraw", kiel), {"number": number}).status_code == 409


@pytest.mark.parametrize("name", ["payee", "payee_change"])
def test_incentives_users_and_strangers_see_nothing(client, kiel, anna, name):
    proposed(kiel, anna)
    ben = MembershipFactory(partner=kiel, role=PartnerRole.USER).user
    for person, status in ((ben, 403), (MembershipFactory().user, 404)):
        client.force_login(person)
        answer = client.get(at(name, kiel))
        assert answer.status_code == status
        assert "3000" not in words(answer)
        assert client.post(at("payee_withdraw", kiel), {"number": 1}).status_code == status
        assert client.post(at("payee_change", kiel), typed()).status_code == status
    assert PayeeVersion.objects.standing().count() == 1
    assert not AccessRecord.objects.exists()


def test_an_old_sign_in_is_asked_again(signed_in, kiel):
    """Anna has a password, so the sign-in library asks for it and leads back."""
    answer = signed_in.get(at("payee_change", kiel), follow=True)
    assert answer.redirect_chain[-1][0].startswith(reverse("account_reauthenticate"))
    assert "bank data" in words(answer)
    back = signed_in.post(
        answer.request["PATH_INFO"], {"password": PASSWORD, "next": at("payee_change", kiel)}
    )
    assert back.url == at("payee_change", kiel)
    assert signed_in.get(back.url).status_code == 200


def test_a_sign_in_gets_old(fresh, kiel, settings):
    assert fresh.get(at("payee_change", kiel)).status_code == 200
    settings.RECENT_SIGN_IN = timedelta(0)
    assert fresh.get(at("payee_change", kiel)).status_code == 302


def test_what_was_typed_survives_an_old_sign_in_and_stays_out_of_the_session(signed_in, kiel):
    answer = signed_in.post(at("payee_change", kiel), typed())
    assert answer.status_code == 403
    assert 'value="de89 3704 0044 0532 0130 00"' in words(answer)
    assert "Confirm in a new tab" in words(answer)
    assert not PayeeVersion.objects.exists()
    assert not any("3704" in str(one.get_decoded()) for one in Session.objects.all())


def test_who_has_no_password_signs_in_again(client, kiel):
    person = MembershipFactory(partner=kiel).user
    person.set_unusable_password()
    person.save()
    client.force_login(person)
    answer = client.get(at("payee_change", kiel), follow=True)
    page = words(answer)
    assert "Sign out and sign in again" in page
    assert f'name="next" value="{at("payee_change", kiel)}"' in page
    elsewhere = client.get(reverse("confirm_identity"), {"next": "https://evil.example/"})
    assert elsewhere.context["back"] == reverse("home")


def test_a_faster_colleague_is_shown_and_nothing_typed_is_lost(fresh, kiel, anna, carla):
    edition = "0"
    proposed(kiel, carla)
    answer = fresh.post(at("payee_change", kiel), typed(iban=OTHER_IBAN, edition=edition))
    page = words(answer)
    assert answer.status_code == 409
    assert "Somebody else was faster" in page
    assert "Carla" in page
    assert "ending in 3000" in page
    assert IBAN not in page
    assert f'value="{OTHER_IBAN}"' in page
    assert payee_latest(kiel).created_by == carla
    # Pressed again, Anna has seen it.
    assert fresh.post(at("payee_change", kiel), typed(iban=OTHER_IBAN, edition="1")).status_code == 302
    assert payee_latest(kiel).created_by == anna


def test_a_change_begins_with_what_holds_and_is_a_look(fresh, kiel, anna):
    proposed(kiel, anna, days_ago=10)
    page = words(fresh.get(at("payee_change", kiel)))
    assert f'value="{IBAN}"' in page
    assert 'name="edition" value="1"' in page
    assert AccessRecord.objects.count() == 1


def test_a_lost_key_is_said_on_every_page(fresh, kiel, anna, settings):
    proposed(kiel, anna, days_ago=10)
    settings.PAYEE_KEYS = ["bm9ib2R5LXdpbGwtZXZlci1yZWFkLXRoaXMtYWdhaW4="]
    page = words(fresh.get(at("payee", kiel)))
    assert "The bank data cannot be read" in page
    assert "Account in Germany ending in 3000" in page
    assert fresh.get(at("payee_change", kiel)).status_code == 200
    assert fresh.post(at("payee_change", kiel), typed(edition="1")).status_code == 302


def test_nothing_of_it_stays_in_a_cache(fresh, kiel, anna):
    proposed(kiel, anna)
    for name in ("payee", "payee_change"):
        assert "no-store" in fresh.get(at(name, kiel)).headers["Cache-Control"]


def test_a_mail_says_what_changes_and_when(kiel, anna, carla, mailoutbox):
    proposed(kiel, anna, days_ago=10)
    version = proposed(kiel, anna, ELSEWHERE)
    for message in Message.objects.filter(kind="payee_changed"):
        deliver(message.pk, version.created_at)
    mail = mailoutbox[-1]
    assert mail.subject == "Anna changed where money for Nordlicht, Kiel goes"
    for body in (mail.body, mail.alternatives[0].content):
        assert "ending in 2051" in body
        assert "ending in 3000" in body
        assert "Berlin time" in body
        assert OTHER_IBAN[4:-4] not in body
    actions.withdraw(kiel, version.number, user=anna)
    deliver(Message.objects.get(kind="payee_withdrawn").pk, version.created_at)
    assert "withdrew" in mailoutbox[-1].subject
