"""The way in: by invitation, by password, in our words."""

import re

import pytest
from django.core import mail

from accounts.models import User


def test_a_person_signs_in_with_address_and_password_and_goes_on(client, anna):
    data = {"login": "Anna@example.com", "password": "a long enough secret", "next": "/programs/"}
    response = client.post("/accounts/login/", data)
    assert response.url == "/programs/"
    assert client.get("/programs/").status_code == 200


def test_a_wrong_password_is_said_on_top_and_in_the_title(client, anna):
    page = client.post(
        "/accounts/login/", {"login": "anna@example.com", "password": "wrong"}
    ).content.decode()
    assert "There is a problem" in page
    assert re.search(r"<title>\s*Error:", page)


@pytest.mark.parametrize("address", ["/accounts/signup/", "/accounts/3rdparty/signup/"])
def test_nobody_opens_an_account_alone(client, db, address):
    data = {"email": "new@example.com", "password1": "a long enough secret"}
    client.post(address, data)
    assert not User.objects.filter(email="new@example.com").exists()
    assert "by invitation" in client.get("/accounts/signup/").content.decode()


def test_a_forgotten_password_is_replaced_by_mail(client, anna):
    client.post("/accounts/password/reset/", {"email": "anna@example.com"})
    message = mail.outbox[0]
    assert message.to == ["anna@example.com"]
    assert message.subject == "Choose a new password"
    link = re.search(r"http://testserver(/accounts/\S+)", message.body).group(1)
    form = client.get(link, follow=True)
    new = {"password1": "quite another secret", "password2": "quite another secret"}
    client.post(form.request["PATH_INFO"], new)
    anna.refresh_from_db()
    assert anna.check_password("quite another secret")


def test_an_unknown_address_is_told_so_by_mail_only(client, db):
    page = client.post("/accounts/password/reset/", {"email": "who@example.com"}, follow=True)
    assert "If we know this address" in page.content.decode()
    assert "We know no account" in mail.outbox[0].body
    assert "signup" not in mail.outbox[0].body


def test_nobody_moves_their_mails_to_another_address(signed_in, anna):
    signed_in.post("/accounts/email/", {"action_add": "", "email": "elsewhere@example.com"})
    assert "changed by the program team" in signed_in.get("/accounts/email/").content.decode()
    assert not anna.emailaddress_set.filter(email="elsewhere@example.com").exists()


OWN = ["password/change/", "2fa/", "3rdparty/", "logout/"]
OPEN = ["login/", "signup/", "password/reset/", "password/reset/done/", "inactive/", "3rdparty/login/error/"]


@pytest.mark.parametrize("address", OWN + OPEN)
def test_every_page_of_it_is_in_our_frame(client, signed_in, address):
    if address in OPEN:
        client.logout()
    words = client.get(f"/accounts/{address}").content.decode()
    assert 'id="main"' in words
    assert words.count("<h1") == 1
    assert "placeholder=" not in words


def test_changing_how_one_signs_in_asks_who_one_is(signed_in):
    response = signed_in.get("/accounts/2fa/totp/activate/", follow=True)
    assert "Is it still you?" in response.content.decode()
