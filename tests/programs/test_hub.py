"""The managers' hub: what is registered stands there, for each program of the reader, at a constant cost."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from lifecycle import clock
from programs import attention, hub
from programs.enums import VendorRole
from programs.hub import Need, Part
from programs.rules import local_day
from tests.factories.programs import ProgramFactory, ProgramRoleFactory, UsagePeriodFactory


@pytest.fixture
def parts(monkeypatch):
    """No part but those of the test."""
    monkeypatch.setattr(hub, "_PARTS", {})


def page_of(client, user):
    client.force_login(user)
    return client.get("/manage/").content.decode()


def test_a_part_of_another_room_is_linked_with_what_waits_there(client, paula, program, parts):
    waits = Need("Three sheets wait", "/funds/")
    part = Part(
        "x", "Earnings", "funds", "Sheets", takes="", needs=lambda programs, *_: {programs[0].pk: [waits]}
    )
    hub.add(part)
    page = page_of(client, paula)
    for words in ("Earnings", "Sheets", "Three sheets wait", str(program)):
        assert words in page


def test_parts_stand_in_their_order_and_a_key_counts_once(parts):
    hub.add(Part("b", "B", "funds", takes="", place=2), Part("a", "A", "funds", takes="", place=3))
    hub.add(Part("b", "B again", "funds", takes="", place=4))
    assert [one.label for one in hub.parts()] == ["A", "B again"]


def test_what_is_for_managers_alone_is_not_shown_to_auditors(client, paula, person, program, parts):
    axel = person("axel")
    ProgramRoleFactory(user=axel, program=None, role=VendorRole.AUDITOR)
    hub.add(Part("work", "For managers", "funds", takes="", roles=(VendorRole.MANAGER,)))
    assert "For managers" in page_of(client, paula)
    assert "For managers" not in page_of(client, axel)


def test_other_programs_are_not_there(client, paula, other_program):
    assert str(other_program) not in page_of(client, paula)


def test_ten_programs_cost_as_many_queries_as_one(client, paula, program, django_assert_num_queries):
    page_of(client, paula)
    with CaptureQueriesContext(connection) as with_one:
        client.get("/manage/")
    for _number in range(9):
        ProgramRoleFactory(user=paula, program=ProgramFactory(), role=VendorRole.MANAGER)
    with django_assert_num_queries(len(with_one)):
        client.get("/manage/")


def test_what_is_missing_in_a_program_waits_for_its_manager(paula, program):
    at = clock.now()
    assert [one.words for one in attention.periods_end([program], paula, at)[program.pk]] == [
        "There is no usage period yet."
    ]
    today = local_day(at, program.zone)
    UsagePeriodFactory(
        program=program, first_day=today - timedelta(days=100), last_day=today + timedelta(days=30)
    )
    (soon,) = attention.periods_end([program], paula, at)[program.pk]
    assert soon.words.endswith("; none follows.")
    UsagePeriodFactory(
        program=program, first_day=today + timedelta(days=31), last_day=today + timedelta(days=90)
    )
    assert attention.periods_end([program], paula, at) == {}


def test_roles_that_nobody_has_wait_for_the_manager(paula, program, person):
    ProgramRoleFactory(user=person("rita"), program=program, role=VendorRole.REVIEWER)
    gone = person("gone")
    gone.is_active = False
    gone.save()
    ProgramRoleFactory(user=gone, program=program, role=VendorRole.PAYER)
    found = attention.roles_missing([program], paula, clock.now())[program.pk]
    assert [one.words for one in found] == [
        "Nobody approves in this program.",
        "Nobody pays in this program.",
    ]
