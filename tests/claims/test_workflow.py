"""State × verb × role, against a table written by hand: nothing in it is computed from the code's own table.

Conditions stand aside here (tests/claims/test_guards.py tries each of them); so this is the bare
question: may this role do this in this state, and if not, is it the role or the moment?
"""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from claims import workflow
from claims.enums import ClaimRole, ClaimState
from claims.models import Claim

AT = datetime(2026, 11, 23, 12, tzinfo=UTC)

ROLES = {
    "A": "ADMIN",
    "U": "USER",
    "R": "REVIEWER",
    "P": "APPROVER",
    "Y": "PAYER",
    "M": "MANAGER",
    "X": "AUDITOR",
    "C": "CLOCK",
}
STATES = (
    "EDITING",
    "SUBMITTED",
    "UNDER_REVIEW",
    "AWAITING_APPROVAL",
    "ACTION_REQUIRED",
    "APPROVED",
    "REJECTED",
    "DISPUTED",
    "WITHDRAWN",
    "EXPIRED",
)
#: verb, who may (letters above), in which of the ten states, and where it leads (None: the act finds out).
TABLE = [
    #                            ┌ EDITING
    #                            │┌ SUBMITTED
    #                            ││┌ UNDER_REVIEW
    #                            │││┌ AWAITING_APPROVAL
    #                            ││││┌ ACTION_REQUIRED
    #                            │││││┌ APPROVED
    #                            ││││││┌ REJECTED
    #                            │││││││┌ DISPUTED
    #                            ││││││││┌ WITHDRAWN
    #                            │││││││││┌ EXPIRED
    ("create", "AU", "..........", "EDITING"),
    ("copy", "AU", "xxxxxxxxxx", None),
    ("edit", "AU", "x.........", "EDITING"),
    ("certify", "A", "x.........", "EDITING"),
    ("ask", "AU", "x.........", "EDITING"),
    ("give", "AU", "x.........", "EDITING"),
    ("decline", "AU", "x.........", "EDITING"),
    ("call_off", "AU", "x.........", "EDITING"),
    ("ask_over", "AUC", "x.........", "EDITING"),
    ("hand_over", "AU", "x.........", "EDITING"),
    ("hand_back", "A", "x.........", "EDITING"),
    ("delete", "AU", "x.........", None),
    ("submit", "A", "x.........", "SUBMITTED"),
    ("take_back", "A", ".x........", "EDITING"),
    ("withdraw", "A", ".xxxx.....", "WITHDRAWN"),
    ("take", "R", ".x........", "UNDER_REVIEW"),
    ("request", "R", "..x....x..", "ACTION_REQUIRED"),
    ("request_file_again", "C", ".xxxx..x..", "ACTION_REQUIRED"),
    ("file_ready", "C", "....x.....", None),
    ("save_answer", "AU", "....x.....", "ACTION_REQUIRED"),
    ("correct_amounts", "A", "....x.....", "ACTION_REQUIRED"),
    ("answer", "AU", "....x.....", None),
    ("lapse", "C", "....x.....", None),
    ("recommend", "R", "..x....x..", "AWAITING_APPROVAL"),
    ("return", "P", "...x......", None),
    ("decide", "RP", "..xx...x..", None),
    ("undo", "RP", "..xx...x..", None),
    ("leave", "RPC", "..xx...x..", None),
    ("prepare_dispute", "A", ".....xx...", None),
    ("dispute", "A", ".....xx...", "DISPUTED"),
    ("accept", "A", ".....xx...", None),
    ("ask_reversal", "RP", ".....x....", None),
    ("reverse", "RP", ".....x....", "UNDER_REVIEW"),
    ("end_reversal", "RP", ".....x....", None),
    ("call", "R", ".xxxxxxx..", None),
    ("prepare_call", "AU", ".xxxxxxxx.", None),
    ("answer_call", "AU", ".xxxxxxxx.", None),
    ("close_call", "R", ".xxxxxxxx.", None),
    ("call_lapses", "C", ".xxxxxxxx.", None),
    ("free_rest", "C", ".....xx...", None),
    ("expire", "C", "x.........", "EXPIRED"),
    ("revive", "CM", ".........x", "EDITING"),
    ("message", "AURPYM", ".xxxxxxxx.", None),
    ("needs_no_answer", "AURPYM", ".xxxxxxxx.", None),
    ("note", "RPYM", ".xxxxxxxx.", None),
    ("assign", "M", ".xxxx..x..", None),
    ("release", "M", ".xxxx..x..", None),
    ("record_payment", "C", ".xxxxxxxx.", None),
]
YES, NOT_NOW, NEVER = "yes", "not in this state", "not in this role"


@pytest.fixture(autouse=True)
def _bare_table(monkeypatch):
    """The rows without their conditions, and a user that is nothing but a role."""
    bare = {verb: replace(row, guards=(), capacities=()) for verb, row in workflow.BY_VERB.items()}
    monkeypatch.setattr(workflow, "BY_VERB", bare)
    monkeypatch.setattr(workflow, "roles_of", lambda user, claim: frozenset({user}))


def answer(verb: str, state: str, role: str) -> str:
    verdict = workflow.verdict(Claim(state=state), verb, ClaimRole(role), AT)
    if verdict:
        return YES
    assert verdict.reason, "a no has a sentence"
    return NEVER if verdict.forbidden else NOT_NOW


def expected(who: str, there: str, letter: str, position: int) -> str:
    if letter not in who:
        return NEVER
    return YES if there[position] == "x" else NOT_NOW


@pytest.mark.parametrize(("verb", "who", "there", "_target"), TABLE, ids=[row[0] for row in TABLE])
@pytest.mark.parametrize("position", range(10), ids=STATES)
def test_who_may_do_what_when(verb, who, there, _target, position):
    found = {role: answer(verb, STATES[position], role) for role in ROLES.values()}
    assert found == {role: expected(who, there, letter, position) for letter, role in ROLES.items()}


@pytest.mark.parametrize(("verb", "_who", "_there", "target"), TABLE, ids=[row[0] for row in TABLE])
def test_where_it_leads(verb, _who, _there, target):
    assert workflow.BY_VERB[verb].target == target


def test_the_table_is_whole():
    """Every verb, state and role of the code stands here, and each verb once."""
    assert [row[0] for row in TABLE] == [row.verb for row in workflow.TABLE]
    assert set(STATES) == set(ClaimState.values)
    assert set(ROLES.values()) == set(ClaimRole.values)
    assert {len(there) for _verb, _who, there, _target in TABLE} == {len(STATES)}


def test_the_wrong_person_does_not_learn_the_state():
    """The role is asked first: a stranger hears who may, in whatever state the claim is."""
    sentences = {
        str(workflow.verdict(Claim(state=state), "submit", ClaimRole.AUDITOR, AT).reason) for state in STATES
    }
    assert sentences == {"Only these may do this: incentives admin."}


def test_the_wrong_moment_says_how_the_claim_stands():
    verdict = workflow.verdict(Claim(state="WITHDRAWN"), "submit", ClaimRole.ADMIN, AT)
    assert str(verdict.reason) == "The claim is not in a state for this. It is: Withdrawn."


def test_our_own_people_read_it_in_their_words():
    verdict = workflow.verdict(Claim(state="ACTION_REQUIRED"), "request", ClaimRole.REVIEWER, AT)
    assert str(verdict.reason) == "The claim is not in a state for this. It is: Waiting for the partner."


def test_all_verbs_are_answered_at_once_as_one_by_one():
    claim = Claim(state="SUBMITTED")
    every = workflow.allowed(claim, ClaimRole.ADMIN, AT)
    assert {verb: answer.ok for verb, answer in every.items()} == {
        verb: bool(workflow.verdict(claim, verb, ClaimRole.ADMIN, AT)) for verb in workflow.BY_VERB
    }
    assert {verb for verb, answer in every.items() if answer} == {
        "copy",
        "take_back",
        "withdraw",
        "prepare_call",
        "answer_call",
        "message",
        "needs_no_answer",
    }


def test_a_verb_that_is_not_there_is_a_mistake_of_ours():
    with pytest.raises(KeyError):
        workflow.verdict(Claim(state="EDITING"), "celebrate", ClaimRole.ADMIN, AT)
