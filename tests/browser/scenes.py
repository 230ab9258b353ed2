"""Scenes: database and files as a story leaves them. Told once by each worker, then set up again by copying."""

import shutil
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.core.management import call_command
from django.db import connection

from accounts.models import Partner
from claims_portal.demo import people
from claims_portal.demo.story import nordlicht, telling
from claims_portal.management.commands.load_demo import enroll
from funds.actions import ledger as funds
from lifecycle import clock
from tests.services import databases

Story = Callable[[], None]


def empty_stage() -> None:
    """People, catalogue, usage periods, and EUR 24,000 earned by Nordlicht: how every story begins."""
    call_command("load_catalogue", verbosity=0)
    people.make_people()
    enroll()
    period = telling.story_period("COOP")
    fund = funds.fund_for(Partner.objects.get(number=people.NORDLICHT), period.program, period)
    funds.earn(fund, Decimal(24_000), actor=people.user("paula"), at=clock.now())


def under_review() -> None:
    """One claim of Nordlicht's, taken by Rita."""
    empty_stage()
    nordlicht.Nordlicht().under_review()


class Scenes:
    """What was told so far, kept in `folder` and in databases beside the test's."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.kept: dict[Story, str] = {}

    def play(self, story: Story) -> None:
        """Database and files of the test, which are empty, become what the story tells."""
        if story in self.kept:
            self._set_up(self.kept[story])
        else:
            story()
            self._keep(story)

    def forget(self) -> None:
        """Delete the databases."""
        for name in self.kept.values():
            databases.drop(name)

    def _keep(self, story: Story) -> None:
        name = f"{connection.settings_dict['NAME']}_{len(self.kept)}"
        databases.copy(connection.settings_dict["NAME"], name)
        _copy_files(settings.DOCUMENTS_FOLDER, self.folder / name)
        self.kept[story] = name

    def _set_up(self, name: str) -> None:
        databases.copy(name, connection.settings_dict["NAME"])
        _copy_files(self.folder / name, settings.DOCUMENTS_FOLDER)
        ContentType.objects.clear_cache()


def _copy_files(source: Path, target: Path) -> None:
    if source.exists():
        shutil.copytree(source, target, dirs_exist_ok=True)
