"""Rotation of the keys of bank data, and a start that is refused without them."""

import os
import subprocess
import sys

import pytest
from cryptography.fernet import Fernet
from django.core.management import CommandError, call_command

from accounts import payee, vault
from accounts.actions import rotation
from accounts.models import PayeeVersion
from claims_portal.env import Environment
from tests.factories.accounts import MembershipFactory
from tests.factories.payees import KIEL, proposed
from tests.repository.sources import ROOT

NEW = Fernet.generate_key().decode()


@pytest.fixture
def five(anna):
    """Five locations with an account each."""
    return [proposed(MembershipFactory(user=anna).partner, anna) for _one in range(5)]


def sealed():
    return dict(PayeeVersion.objects.values_list("pk", "sealed"))


def test_after_rotation_the_old_key_is_not_needed(five, settings):
    old = settings.PAYEE_KEYS
    settings.PAYEE_KEYS = [NEW, *old]
    assert all(payee.details_of(one) == KIEL.details for one in five)
    call_command("rotate_payee_keys", batch=2)
    settings.PAYEE_KEYS = [NEW]
    assert all(payee.details_of(one) == KIEL.details for one in PayeeVersion.objects.all())
    settings.PAYEE_KEYS = old
    with pytest.raises(vault.Unreadable):
        payee.details_of(PayeeVersion.objects.first())


def test_rotation_again_touches_nothing(five, settings):
    settings.PAYEE_KEYS = [NEW, *settings.PAYEE_KEYS]
    rotation.seal_all_anew(batch=2)
    before = sealed()
    assert rotation.seal_all_anew(batch=2).sealed == 0
    assert sealed() == before


def test_broken_off_it_goes_on_where_it_was(five, settings, monkeypatch):
    settings.PAYEE_KEYS = [NEW, *settings.PAYEE_KEYS]
    seal_anew, calls = vault.seal_anew, []

    def breaks(content):
        calls.append(content)
        if len(calls) == 4:
            raise KeyboardInterrupt
        return seal_anew(content)

    monkeypatch.setattr(vault, "seal_anew", breaks)
    with pytest.raises(KeyboardInterrupt):
        rotation.seal_all_anew(batch=2)
    assert PayeeVersion.objects.filter(key=vault.newest_key()).count() == 2
    assert rotation.seal_all_anew(batch=2).sealed == 3


def test_what_no_key_opens_is_named_and_left(five, settings):
    lost = five[2]
    PayeeVersion.objects.filter(pk=lost.pk).update(sealed=b"nothing")
    settings.PAYEE_KEYS = [NEW, *settings.PAYEE_KEYS]
    with pytest.raises(CommandError, match=f"versions: {lost.pk}"):
        call_command("rotate_payee_keys", batch=2)
    assert bytes(PayeeVersion.objects.get(pk=lost.pk).sealed) == b"nothing"
    assert PayeeVersion.objects.filter(key=vault.newest_key()).count() == 4


@pytest.mark.parametrize(
    "keys",
    ["short", f"{NEW},secret", "a" * 44, "ü" * 44],
    ids=["too short", "the second is none", "no multiple of four", "not ASCII"],
)
def test_a_malformed_key_stops_the_start(keys):
    with pytest.raises(ValueError, match="32 bytes"):
        Environment(PAYEE_KEYS=keys)


def test_several_keys_are_taken():
    given = Environment(PAYEE_KEYS=f" {NEW} , {Fernet.generate_key().decode()}")
    assert given.value("PAYEE_KEYS").strip().startswith(NEW)


def test_production_does_not_start_without_a_key():
    lines = (ROOT / "docker" / "invented.env").read_text().splitlines()
    given = dict(line.split("=", 1) for line in lines if "=" in line and not line.startswith("#"))
    bare = {name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ}
    for keys, starts in ((given.pop("PAYEE_KEYS"), True), ("", False)):
        code = [sys.executable, "-c", "import django; django.setup()"]
        done = subprocess.run(
            code,
            cwd=ROOT,
            env={**bare, **given, "PAYEE_KEYS": keys},
            capture_output=True,
            text=True,
            check=False,
        )
        assert (done.returncode == 0) == starts, done.stderr
        assert starts or "PAYEE_KEYS" in done.stderr
