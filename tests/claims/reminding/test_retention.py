"""When documents need not be kept any longer: managers may delete files, admins may let the originals go."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from claims.actions.reminding.retention import release_originals, tell_of_retention
from claims.readiness import files_of
from claims.retention import keep_until
from lifecycle import clock
from programs.enums import VendorRole
from programs.rules import start_of_day
from tests.claims.reminding.told import A_DAY, begun, names, told
from tests.factories import claims as make
from tests.factories.people import staff
from tests.factories.programs import ProgramFactory

pytestmark = pytest.mark.django_db


def over(claim):
    """The first instant at which the last day is over in every zone."""
    return start_of_day(keep_until(claim) + 2 * A_DAY, "UTC")


@pytest.mark.parametrize(
    ("kind", "part", "reader"),
    [
        ("keep_until_reached", tell_of_retention, "Paula"),
        ("originals_released", release_originals, "Anna"),
    ],
)
def test_on_the_day_it_is_over_everywhere_and_once(people, kind, part, reader):
    claim = make.decided(people)
    begun(kind, over(claim) - A_DAY)
    part(over(claim) - timedelta(seconds=1))
    assert names(kind) == []
    for hours in (0, 1, 25, 49):
        part(over(claim) + timedelta(hours=hours))
    assert names(kind) == [reader]


def test_managers_read_how_many_files(people):
    claim = make.decided(people)
    begun("keep_until_reached", over(claim) - A_DAY)
    tell_of_retention(over(claim))
    (message,) = told("keep_until_reached")
    assert message.context["files"] == len(files_of(claim))
    assert message.context["code"] == people.program.code


def test_a_manager_of_another_program_hears_nothing(people):
    staff("Petra", ProgramFactory(), VendorRole.MANAGER)
    claim = make.decided(people)
    begun("keep_until_reached", over(claim) - A_DAY)
    tell_of_retention(over(claim))
    assert names("keep_until_reached") == ["Paula"]


def test_admins_read_of_all_claims_of_a_day_in_one_message(people):
    claims = [make.decided(people, title=title) for title in ("Roadshow", "Webinar")]
    begun("originals_released", over(claims[0]) - A_DAY)
    release_originals(over(claims[0]))
    (message,) = told("originals_released")
    assert [one["title"] for one in message.context["claims"]] == ["Roadshow", "Webinar"]
    assert message.context["until"] == keep_until(claims[0]).isoformat()


def test_while_originals_are_called_for_they_are_needed(people):
    claim = make.called_for(people)
    begun("originals_released", over(claim) - A_DAY)
    release_originals(over(claim))
    assert names("originals_released") == []


@pytest.mark.parametrize(
    ("kind", "part"), [("keep_until_reached", tell_of_retention), ("originals_released", release_originals)]
)
def test_within_a_day_no_document_and_no_claim_is_looked_at(people, kind, part):
    at = clock.now().replace(hour=12, minute=0)
    begun(kind, at)
    with CaptureQueriesContext(connection) as asked:
        part(at + timedelta(minutes=1))
    assert not [one["sql"] for one in asked if "documents_" in one["sql"] or "claims_" in one["sql"]]
