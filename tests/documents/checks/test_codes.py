"""Each thing the checks may say is a reason the portal knows, with a sentence that says what to do."""

import pytest

from documents import words
from documents.checks import codes
from documents.enums import REFUSALS

REASONS = sorted(codes.ALL - {codes.FINE})


@pytest.mark.parametrize("code", REASONS)
def test_a_refusal_is_known_and_says_what_to_do(code):
    sentence = words.problem(code)
    assert code in REFUSALS
    assert " and send " in sentence or "Send the invoice" in sentence or "send only" in sentence, sentence


def test_no_code_is_missing():
    named = {value for name, value in vars(codes).items() if name.isupper() and isinstance(value, str)}
    assert named == codes.ALL
