"""Small enough to be read in one go: files, functions, templates, tasks."""

import ast

from tests.repository.sources import EVERYWHERE, ROOMS, files, name_of, text_of, tree_of

LINES_OF_A_FILE = 300
LINES_OF_A_FUNCTION = 40
LINES_OF_A_TEMPLATE = 120
LINES_OF_A_TASK = 15
#: Names that say nothing about what lies inside.
NAMELESS = {"utils", "util", "common", "helpers", "helper", "misc", "shared"}

Function = ast.FunctionDef | ast.AsyncFunctionDef


def lines_of(node: Function) -> int:
    """From `def` to the last line; decorators do not count."""
    return (node.end_lineno or node.lineno) - node.lineno + 1


def functions(tree: ast.AST) -> list[Function]:
    return [node for node in ast.walk(tree) if isinstance(node, Function)]


def is_task(function: Function) -> bool:
    """Declared with @shared_task(…) or our @job(…)."""
    names = {
        getattr(decorator.func, "id", "")
        for decorator in function.decorator_list
        if isinstance(decorator, ast.Call)
    }
    return bool(names & {"shared_task", "job"})


def too_long(tree: ast.AST, limit: int) -> list[str]:
    return [f"{one.name}: {lines_of(one)}" for one in functions(tree) if lines_of(one) > limit]


def test_no_file_is_longer_than_300_lines():
    long = {name_of(path): len(text_of(path).splitlines()) for path in files("*.py", *EVERYWHERE)}
    assert {name: lines for name, lines in long.items() if lines > LINES_OF_A_FILE} == {}


def test_no_function_is_longer_than_40_lines():
    found = {
        name_of(path): too_long(tree_of(path), LINES_OF_A_FUNCTION) for path in files("*.py", *EVERYWHERE)
    }
    assert {name: long for name, long in found.items() if long} == {}


def test_no_template_is_longer_than_120_lines():
    found = {name_of(path): len(text_of(path).splitlines()) for path in files("*.*", "templates")}
    assert {name: lines for name, lines in found.items() if lines > LINES_OF_A_TEMPLATE} == {}


def test_a_task_holds_fewer_than_15_lines():
    tasks = [
        (name_of(path), one.name, lines_of(one))
        for path in files("*.py", *ROOMS)
        for one in functions(tree_of(path))
        if is_task(one)
    ]
    assert len(tasks) > 5, "tasks are no longer recognised"
    assert [task for task in tasks if task[2] >= LINES_OF_A_TASK] == []


def test_no_room_hides_behind_a_name_that_says_nothing():
    names = [name_of(path) for path in files("*.py", *EVERYWHERE)]
    assert [name for name in names if NAMELESS & set(name.removesuffix(".py").split("/"))] == []


def test_a_long_function_is_found():
    tree = ast.parse("def short():\n    pass\n\ndef long():\n" + "    pass\n" * 40)
    assert too_long(tree, LINES_OF_A_FUNCTION) == ["long: 41"]
