"""`manage.py load_catalogue`, from an empty database."""

import pytest
from django.core.management import CommandError, call_command

from programs.catalogue.files import CatalogueError
from programs.models import ActivityTypeVersion

pytestmark = pytest.mark.django_db


def test_the_command_says_what_it_did_and_may_be_repeated(capsys):
    call_command("load_catalogue")
    assert "3 programs" in capsys.readouterr().out
    call_command("load_catalogue")
    assert "nothing to do" in capsys.readouterr().out


def test_a_fault_stops_the_command_in_one_sentence(monkeypatch):
    def broken():
        raise CatalogueError("reasons.json: broken")

    monkeypatch.setattr("programs.management.commands.load_catalogue.read_catalogue", broken)
    with pytest.raises(CommandError, match=r"Nothing was loaded\. reasons.json: broken"):
        call_command("load_catalogue")
    assert not ActivityTypeVersion.objects.exists()
