"""Each direct dependency has its reason in docs/dependencies.md, and nothing is explained that is not there."""

import json
import re

from tests.repository.sources import ROOT, text_of

ROW = re.compile(r"^\| ([@\w/.-]+) \| (\S.*) \|$", re.MULTILINE)


def required() -> set[str]:
    """Names without extras and versions, from every list of direct dependencies."""
    lines = [
        line
        for name in ("", "-dev", "-node")
        for line in text_of(ROOT / f"requirements{name}.in").splitlines()
    ]
    python = {re.split(r"[\[<>=~! ]", line)[0] for line in lines if line and not line.startswith(("#", "-r"))}
    return python | set(json.loads(text_of(ROOT / "package.json"))["dependencies"])


def explained() -> dict[str, str]:
    rows = dict(ROW.findall(text_of(ROOT / "docs" / "dependencies.md")))
    return {name: why for name, why in rows.items() if name not in {"Package", "---"}}


def test_every_dependency_has_its_reason():
    assert required() - set(explained()) == set()


def test_nothing_is_explained_that_is_not_there():
    assert set(explained()) - required() == set()


def test_every_python_dependency_is_locked():
    locks = "\n".join(text_of(ROOT / f"requirements{name}.txt") for name in ("", "-dev", "-node"))
    locked = {name.lower().replace("_", "-") for name in re.findall(r"^([\w.-]+)==", locks, re.MULTILINE)}
    python = {
        name for name in required() if name not in json.loads(text_of(ROOT / "package.json"))["dependencies"]
    }
    assert {name for name in python if name.lower().replace("_", "-") not in locked} == set()


def test_no_address_of_a_registry_stands_in_a_lock():
    for name in ("requirements.txt", "requirements-dev.txt", "requirements-node.txt", "package-lock.json"):
        assert (
            re.findall(r"(?:--(?:extra-)?index-url|--find-links|\"resolved\": \"http)", text_of(ROOT / name))
            == []
        )
