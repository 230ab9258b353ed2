"""State × verb × role, against a table written by hand: nothing in it is computed from the room's own table.

Conditions stand aside here; so this is the bare question: may this role do this in this state, and if not, is
it the role or the moment?
"""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from associations import workflow
from associations.enums import AssociationRole, AssociationState
from associations.models import Association

AT = datetime(2026, 11, 23, 12, tzinfo=UTC)

ROLES = {
    "A": "ADMIN",
    "U": "USER",
    "R": "REVIEWER",
    "P": "APPROVER",
    "Y": "PAYER",
    "M": "MANAGER",
    "X": "AUDITOR",
    "K": "CUSTOMER",
    "C": "CLOCK",
}
STATES = (
    "DRAFT",
    "SUBMITTED",
    "UNDER_REVIEW",
    "ACTION_REQUIRED",
    "APPROVED",
    "REJECTED",
    "DISPUTED",
    "REJECTED_FINAL",
)
#: verb, who may (letters above), in which of the eight states, and where it leads (None: stays, or the act finds out).
TABLE = [
    #                          ┌ DRAFT
    #                          │┌ SUBMITTED
    #                          ││┌ UNDER_REVIEW
    #                          │││┌ ACTION_REQUIRED
    #                          ││││┌ APPROVED
    #                          │││││┌ REJECTED
    #                          ││││││┌ DISPUTED
    #                          │││││││┌ REJECTED_FINAL
    ("create", "AU", "x.......", None),
    ("edit", "AU", "x.......", None),
    ("delete", "AU", "x.......", None),
    ("move", "AU", "x.......", None),
    ("submit", "A", "x.......", "SUBMITTED"),
    ("take", "R", ".x......", "UNDER_REVIEW"),
    ("request", "R", "..x...x.", "ACTION_REQUIRED"),
    ("request_file_again", "C", ".xxx..x.", "ACTION_REQUIRED"),
    ("save_answer", "AU", "...x....", None),
    ("answer", "AU", "...x....", None),
    ("lapse", "C", "...x....", None),
    ("clear", "R", "..x...x.", None),
    ("approve", "R", "..x...x.", "APPROVED"),
    ("complete", "KC", "..x...x.", "APPROVED"),
    ("reopen", "KC", "..x...x.", None),
    ("approve_over", "R", "..x...x.", "APPROVED"),
    ("reject", "R", "..x.....", "REJECTED"),
    ("reject_finally", "R", "......x.", "REJECTED_FINAL"),
    ("confirm", "K", ".xxxx.x.", None),
    ("not_me", "K", ".xxxx.x.", None),
    ("decline", "K", ".xxx..x.", None),
    ("object", "K", "....x...", "REJECTED_FINAL"),
    ("link_again", "K", ".xxxx.x.", None),
    ("ask_again", "AU", ".xxx..x.", None),
    ("mail_returned", "RM", ".xxx..x.", None),
    ("mail_failed", "C", ".xxx..x.", None),
    ("withdraw", "A", ".xxx....", "REJECTED"),
    ("dispute", "A", ".....x..", "DISPUTED"),
    ("add_proof", "AU", "....x...", None),
    ("disassociate", "AM", "....x...", "REJECTED_FINAL"),
    ("give_way", "C", ".xxxx.x.", None),
    ("renew", "AU", "....xx.x", None),
    ("write", "AURM", "xxxxxxxx", None),
    ("note", "RM", "xxxxxxxx", None),
]
YES, NOT_NOW, NEVER = "yes", "not in this state", "not in this role"


@pytest.fixture(autouse=True)
def _bare_table(monkeypatch):
    """The rows without their conditions, and a user that is nothing but a role."""
    bare = {verb: replace(row, guards=(), capacities=()) for verb, row in workflow.BY_VERB.items()}
    monkeypatch.setattr(workflow, "BY_VERB", bare)
    monkeypatch.setattr(workflow, "roles_of", lambda user, association: frozenset({user}))


def answer(verb: str, state: str, role: str) -> str:
    verdict = workflow.verdict(Association(state=state), verb, AssociationRole(role), AT)
    if verdict:
        return YES
    assert verdict.reason, "a no has a sentence"
    return NEVER if verdict.forbidden else NOT_NOW


def expected(who: str, there: str, letter: str, position: int) -> str:
    if letter not in who:
        return NEVER
    return YES if there[position] == "x" else NOT_NOW


@pytest.mark.parametrize(("verb", "who", "there", "_target"), TABLE, ids=[row[0] for row in TABLE])
@pytest.mark.parametrize("position", range(8), ids=STATES)
def test_who_may_do_what_when(verb, who, there, _target, position):
    found = {role: answer(verb, STATES[position], role) for role in ROLES.values()}
    assert found == {role: expected(who, there, letter, position) for letter, role in ROLES.items()}


def test_the_table_is_whole_and_leads_where_it_says():
    assert [row[0] for row in TABLE] == list(workflow.BY_VERB)
    stays = {verb: row.target for verb, row in workflow.BY_VERB.items()}
    stays |= {verb: None for verb in ("create", "edit", "delete", "move") if stays[verb] == "DRAFT"}
    assert stays == {verb: target for verb, _who, _there, target in TABLE}
    assert tuple(AssociationState.values) == STATES
