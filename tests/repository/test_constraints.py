"""Every named constraint has a sentence for people and a test that tries to break it, by name."""

import re

import pytest
from django.apps import apps

from tests.repository.sources import ROOMS, files, text_of


def constraints():
    for model in apps.get_models():
        if model._meta.app_label in ROOMS:
            yield from ((model, constraint) for constraint in model._meta.constraints)


ALL = list(constraints())
NAMES = [constraint.name for _model, constraint in ALL]


def is_broken_by_a_test(name: str, room: str) -> bool:
    """Its name, or what is left of it without the first one or two words, is quoted in the room's tests."""
    words = name.split("_")
    known = {"_".join(words[start:]) for start in range(3) if words[start:]}
    quoted = re.compile(rf"[\"'](?:{'|'.join(map(re.escape, known))})[\"']")
    return any(quoted.search(text_of(path)) for path in files("*.py", f"tests/{room}"))


@pytest.mark.parametrize("name", NAMES)
def test_somebody_tries_to_break_it(name):
    assert is_broken_by_a_test(name, name.split("_")[0])


def test_a_constraint_nobody_breaks_is_found():
    assert not is_broken_by_a_test("claims_nobody_knows_it", "claims")


@pytest.mark.parametrize(("model", "constraint"), ALL, ids=NAMES)
def test_it_says_what_is_wrong(model, constraint):
    """The sentence a form or the admin shows."""
    if constraint.name == "outbox_job_key_once":
        return  # no person ever fills in a job
    assert constraint.violation_error_message
    assert constraint.violation_error_message != constraint.default_violation_error_message
