"""Public functions of the domain rooms say what they mean."""

import ast

from tests.repository.sources import files, name_of, tree_of

DOMAIN = (
    "lifecycle",
    "outbox",
    "history",
    "notifications",
    "accounts",
    "programs",
    "documents",
    "review",
    "funds",
    "claims",
    "associations",
    "reports",
)
#: Their names, addresses and forms say it.
SAYS_IT_BY_ITS_PLACE = ("urls", "views", "tasks", "admin")


def silent(tree: ast.Module) -> list[str]:
    return [
        node.name
        for node in tree.body
        if isinstance(node, ast.FunctionDef) and not node.name.startswith("_") and not ast.get_docstring(node)
    ]


def test_public_functions_have_a_docstring():
    found = [
        f"{name_of(path)} {name}"
        for path in files("*.py", *DOMAIN)
        if not set(SAYS_IT_BY_ITS_PLACE) & {*path.parts, path.stem}
        for name in silent(tree_of(path))
    ]
    assert found == []


def test_a_silent_function_is_found():
    assert silent(ast.parse("def a():\n    '''Said.'''\ndef b(): pass\ndef _c(): pass")) == ["b"]
