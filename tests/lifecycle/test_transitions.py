"""Yes, or no and why."""

import pytest

from lifecycle import ActionRefused, Verdict
from lifecycle.transitions import YES


def test_a_verdict_is_as_true_as_its_answer():
    assert YES
    assert not Verdict(False, "Too late.")


def test_a_refusal_carries_its_sentence():
    refusal = ActionRefused("Too late.")
    assert (str(refusal), refusal.reason, refusal.verdict.forbidden) == ("Too late.", "Too late.", False)


def test_a_refusal_of_a_verdict_keeps_what_kind_of_no_it_is():
    assert ActionRefused(Verdict(False, "Not you.", forbidden=True)).verdict.forbidden


def test_a_refusal_may_name_fields():
    assert ActionRefused("Look again.", {"net": "Too much."}).fields == {"net": "Too much."}


def test_a_verdict_does_not_change():
    with pytest.raises(AttributeError):
        YES.ok = False
