"""A second factor: asked for at sign-in, and recovery codes for the day without a phone."""

import pytest
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret

PASSWORD = {"login": "anna@example.com", "password": "a long enough secret"}


@pytest.fixture
def codes(anna):
    """Anna has an authenticator app; these are her recovery codes."""
    TOTP.activate(anna, generate_totp_secret())
    return RecoveryCodes.activate(anna).get_unused_codes()


@pytest.fixture
def inside(client, codes):
    """A browser in which Anna came in by both factors and said again that it is her."""
    response = client.post("/accounts/login/", PASSWORD, follow=True)
    assert "Second factor" in response.content.decode()
    client.post("/accounts/2fa/authenticate/", {"code": codes[0]})
    client.post("/accounts/reauthenticate/", {"password": PASSWORD["password"]})
    return client


def test_the_password_alone_is_not_enough(client, codes):
    client.post("/accounts/login/", PASSWORD)
    assert client.get("/programs/").status_code == 302


def test_a_recovery_code_opens_once(inside, codes):
    assert inside.get("/programs/").status_code == 200
    inside.post("/accounts/logout/")
    inside.post("/accounts/login/", PASSWORD)
    page = inside.post("/accounts/2fa/authenticate/", {"code": codes[0]}).content.decode()
    assert "There is a problem" in page
    assert inside.get("/programs/").status_code == 302


def test_its_page_says_that_it_is_on_and_shows_the_codes_left(inside, codes):
    assert "Show them" in inside.get("/accounts/2fa/").content.decode()
    page = inside.get("/accounts/2fa/recovery-codes/").content.decode()
    assert "9 of 10 codes are left" in page
    assert codes[0] not in page
    assert codes[1] in page


@pytest.mark.parametrize("address", ["totp/deactivate/", "recovery-codes/generate/"])
def test_what_weakens_it_is_a_page_of_its_own(inside, address):
    words = inside.get(f"/accounts/2fa/{address}").content.decode()
    assert words.count("<h1") == 1
