"""Undocumented settings: one typed list, drawn into .env.example and docs/operations.md; nobody reads around it."""

import ast

import pytest
from django.core.management import CommandError, call_command

from claims_portal import docs
from claims_portal.env import REQUIRED_IN_PRODUCTION, Environment
from tests.repository.sources import EVERYWHERE, ROOT, dotted, files, name_of, text_of, tree_of

#: file → why it reads or writes the environment itself.
EXCEPTIONS = {
    "claims_portal/celery.py": "says which settings Django reads, before they can be read",
    "claims_portal/wsgi.py": "says which settings Django reads, before they can be read",
    "claims_portal/management/commands/demo.py": "hands its own environment on to the processes it starts",
    "docker/healthy.py": "asks from outside, without Django",
    "docker/setup.py": "runs before the portal can start",
    "scripts/translations.py": "starts Django by itself",
    "scripts/npm.py": "tells npm where its cache lies",
}
FREE = ("tests/", "benchmarks/", "faults/")


def reads(tree: ast.AST) -> bool:
    return any(
        dotted(node) in {"os.environ", "os.getenv", "environ", "getenv"}
        for node in ast.walk(tree)
        if isinstance(node, ast.Attribute | ast.Name)
    )


def readers() -> list[str]:
    found = [name_of(path) for path in files("*.py", *EVERYWHERE) if reads(tree_of(path))]
    return [name for name in found if not name.startswith(FREE)]


def test_nobody_reads_the_environment_beside_the_list():
    assert [name for name in readers() if name not in EXCEPTIONS] == []


def test_every_exception_is_needed():
    assert sorted(EXCEPTIONS) == sorted(set(readers()) & set(EXCEPTIONS))


def test_a_reader_is_found():
    assert reads(ast.parse("from os import environ\nx = environ['A']"))
    assert reads(ast.parse("import os\nx = os.getenv('A')"))
    assert not reads(ast.parse("environment = {}"))


@pytest.mark.parametrize("name", Environment.model_fields)
def test_every_setting_is_documented(name):
    assert Environment.model_fields[name].description
    assert f"\n#{name}=" in text_of(ROOT / ".env.example")
    assert f"| `{name}` |" in text_of(ROOT / "docs" / "operations.md")


def test_what_production_needs_exists():
    assert set(REQUIRED_IN_PRODUCTION) <= set(Environment.model_fields)


def test_every_setting_is_used():
    """A setting nobody reads promises something that does not happen."""
    code = "\n".join(text_of(path) for path in files("*.py", "claims_portal"))
    unused = [
        name
        for name in Environment.model_fields
        if f"ENV.{name}" not in code and f'ENV.value("{name}")' not in code
    ]
    assert unused == []


def test_generated_docs_are_in_step():
    call_command("generate_docs", check=True)


def test_docs_out_of_step_are_named(tmp_path, monkeypatch):
    page = docs.ROOT / "docs" / "claim-states.md"
    monkeypatch.setattr(docs, "DRAWN", {page: lambda before: before + "changed"})
    with pytest.raises(CommandError, match=r"claim-states\.md"):
        call_command("generate_docs", check=True)
