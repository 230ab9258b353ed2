"""What claims say when a fiscal year is opened: people enough for four eyes; and which drafts keep a version."""

from datetime import UTC, datetime

import pytest

from claims.deciders import missing_among
from claims.opening_rows import people
from claims.pinned import drafts_by_version
from programs.enums import VendorRole
from programs.opening import RowState, Year
from programs.permissions import people_of
from tests.factories.claims import draft, submitted
from tests.factories.people import everybody, staff

NOW = datetime(2026, 11, 28, tzinfo=UTC)


@pytest.fixture
def program(db):
    return everybody().program


def take(program, role):
    """Nobody holds this role any more."""
    program.roles.filter(role=role).delete()


def alone(program, role):
    """Only one person still holds this role."""
    first = program.roles.filter(role=role).first()
    program.roles.filter(role=role).exclude(pk=first.pk).delete()


def codes(program):
    return [one.code for one in people(Year(program, 2028, NOW)).findings]


@pytest.mark.parametrize(
    ("reviewers", "approvers", "missing"),
    [
        ([], ["arno"], VendorRole.REVIEWER),
        (["rita"], None, None),
        (["rita"], [], VendorRole.APPROVER),
        (["rita"], ["rita"], VendorRole.APPROVER),
        (["rita", "ruth"], ["rita"], None),
    ],
)
def test_who_recommends_never_approves(reviewers, approvers, missing):
    assert missing_among(reviewers, approvers) == missing


def test_with_two_of_each_nothing_is_missing(program):
    staff("Ruth", program, VendorRole.REVIEWER)
    staff("Paul", program, VendorRole.PAYER)
    row = people(Year(program, 2028, NOW))
    assert row.state == RowState.DONE
    assert any("Rita" in words and "Ruth" in words for words in row.says)


def test_one_of_each_is_advice(program):
    alone(program, VendorRole.REVIEWER)
    alone(program, VendorRole.PAYER)
    assert codes(program) == ["one_reviewer", "one_payer"]


@pytest.mark.parametrize(
    ("role", "code"),
    [
        (VendorRole.REVIEWER, "no_reviewer"),
        (VendorRole.APPROVER, "no_approver"),
        (VendorRole.PAYER, "no_payer"),
    ],
)
def test_without_somebody_in_each_role_the_year_cannot_begin(program, role, code):
    take(program, role)
    found = people(Year(program, 2028, NOW)).findings
    assert code in [one.code for one in found if one.blocks]


def test_one_person_alone_is_no_second_pair_of_eyes(program):
    take(program, VendorRole.APPROVER)
    (rita,) = people_of([program.pk], VendorRole.REVIEWER)
    rita.program_roles.create(program=program, role=VendorRole.APPROVER)
    assert "no_approver" in codes(program)


def test_drafts_of_a_version_are_counted_and_nothing_else(db):
    team = everybody()
    first = draft(team)
    second = submitted(team)
    assert drafts_by_version([first.activity_id, second.activity_id]) == {first.activity_id: 1}
