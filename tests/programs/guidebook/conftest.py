import pytest

from lifecycle import clock
from programs.actions import guidebooks as writing
from programs.enums import VendorRole
from programs.rules import fiscal_year, local_day
from tests.factories.programs import ProgramRoleFactory


@pytest.fixture
def year(db):
    """The present fiscal year."""
    return fiscal_year(local_day(clock.now(), "Europe/Berlin"))


@pytest.fixture
def today(db):
    return local_day(clock.now(), "Europe/Berlin")


@pytest.fixture
def pat(person, program):
    """Another manager of the program."""
    pat = person("pat")
    ProgramRoleFactory(user=pat, program=program, role=VendorRole.MANAGER)
    return pat


@pytest.fixture
def axel(person):
    axel = person("axel")
    ProgramRoleFactory(user=axel, program=None, role=VendorRole.AUDITOR)
    return axel


def words(title="Invoices", body="Keep them.", **other):
    """What a form of a chapter sends."""
    both = {"title_en": title, "title_de": f"{title} (de)", "body_en": body, "body_de": f"{body} (de)"}
    return both | other


@pytest.fixture
def draft(program, paula, year):
    """A draft of this year's first version with two chapters and a note, ready to be published."""
    draft = writing.start(program, year, by=paula)
    writing.save_chapter(draft, "", words(), seen={}, by=paula)
    writing.save_chapter(draft, "", words("Proof"), seen={}, by=paula)
    writing.save_note(draft, {"en": "First.", "de": "Erste."}, seen={}, by=paula)
    draft.refresh_from_db()
    return draft
