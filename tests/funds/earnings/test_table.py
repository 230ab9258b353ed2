"""An import's way, written a second time on purpose."""

import pytest

from funds.earnings.states import ImportState
from funds.earnings.table import TABLE

#: Verb: from which states, where to ("" where it stays), by whom, on which conditions.
MEANT = {
    "send": ("READING WAITING", "", "MANAGER", ""),
    "refuse_file": ("READING", "UNREADABLE", "WORKER", ""),
    "refuse_rows": ("READING", "WRONG", "WORKER", ""),
    "check": ("READING", "WAITING", "WORKER", ""),
    "drop": ("WAITING WRONG UNREADABLE", "DROPPED", "MANAGER PAYER", ""),
    "confirm": ("WAITING", "APPLYING", "MANAGER PAYER", "second_person not_own_company still_open"),
    "apply": ("APPLYING", "APPLIED", "WORKER", ""),
    "ask_reversal": ("APPLIED", "REVERSAL_ASKED", "MANAGER", "not_decided unused"),
    "keep": ("REVERSAL_ASKED", "APPLIED", "MANAGER PAYER", ""),
    "reverse": ("REVERSAL_ASKED", "REVERSING", "MANAGER PAYER", "second_person_reversing not_decided unused"),
    "take_back": ("REVERSING", "REVERSED", "WORKER", ""),
    "give_up_reversal": ("REVERSING", "APPLIED", "WORKER", ""),
}


def test_every_row_is_the_meant_one():
    found = {
        row.verb: (
            " ".join(row.sources),
            row.target or "",
            " ".join(row.roles),
            " ".join(guard.__name__ for guard in row.guards),
        )
        for row in TABLE
    }
    assert found == MEANT


@pytest.mark.parametrize("state", ["DROPPED", "REVERSED"])
def test_what_is_over_stays_over(state):
    assert not [row.verb for row in TABLE if state in row.sources]


def test_every_state_is_reached():
    reached = {row.target for row in TABLE} | {ImportState.READING}
    assert set(ImportState) <= reached
