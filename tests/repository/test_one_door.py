"""A second door to the state: what only one module may change is changed by no other (design, section 2).

The rules read the syntax trees, so neither a comment nor another spelling hides an assignment.
"""

import ast
from collections.abc import Iterator
from dataclasses import dataclass

import pytest

from tests.repository.sources import ROOMS, assigned, calls, dotted, files, module_of, name_of, tree_of

#: Methods of a queryset or manager that write columns given as keywords.
WRITERS = {"update", "create", "get_or_create", "update_or_create", "aupdate"}


@dataclass(frozen=True)
class Door:
    """`fields` are written in `modules` alone; `models` are those whose rows hold them."""

    fields: frozenset[str]
    models: frozenset[str]
    #: Names a row of it usually bears; an assignment to another's field of the same name is none of it.
    rows: frozenset[str]
    modules: tuple[str, ...]


CLAIM_STATE = Door(
    frozenset({"state", "came_from"}),
    frozenset({"Claim"}),
    frozenset({"claim", "one.claim", "self.claim", "act.claim", "self"}),
    ("claims.actions",),
)
RETENTION = Door(
    frozenset({"retain_until"}),
    frozenset({"Document"}),
    frozenset(),  # whatever bears this field
    ("documents.actions",),
)
FUND_TOTALS = Door(
    frozenset({"earned", "adjusted", "held", "approved", "forfeited", "paid"}),
    frozenset({"Fund", "FundEntry", "Recovery"}),
    frozenset({"fund", "self.fund", "one.fund"}),
    ("funds",),
)
DOCUMENT_STATE = Door(
    frozenset({"state", "refusal", "settled_at"}),
    frozenset({"Document"}),
    frozenset({"document", "self.document", "expense.document", "proof.document"}),
    ("documents.actions",),
)


def through_the_window(tree: ast.AST, door: Door) -> Iterator[int]:
    """Lines that write a field of the door."""
    for line, target in assigned(tree):
        if target.attr in door.fields and (not door.rows or dotted(target.value) in door.rows):
            yield line
    for call in calls(tree):
        if _writes(call, door):
            yield call.lineno


def _writes(call: ast.Call, door: Door) -> bool:
    if isinstance(call.func, ast.Name):
        return call.func.id == "setattr" and _is_one_of(call.args[1:2], door.fields) and _row(call, door)
    if not isinstance(call.func, ast.Attribute):
        return False
    method, model = call.func.attr, _model(call.func.value)
    given = {keyword.arg for keyword in call.keywords}
    if method == "bulk_update":
        listed = (
            call.args[1].elts if len(call.args) > 1 and isinstance(call.args[1], ast.List | ast.Tuple) else []
        )
        return model in door.models and any(_is_one_of([one], door.fields) for one in listed)
    return method in WRITERS and model in door.models and bool(given & door.fields)


def _row(call: ast.Call, door: Door) -> bool:
    return not door.rows or dotted(call.args[0]) in door.rows


def _is_one_of(values: list[ast.expr], names: frozenset[str]) -> bool:
    return any(isinstance(one, ast.Constant) and one.value in names for one in values)


def _model(node: ast.AST) -> str:
    """`Claim` of Claim.objects.filter(…).exclude(…): the name at the root of the chain."""
    while isinstance(node, ast.Call | ast.Attribute):
        node = node.func if isinstance(node, ast.Call) else node.value
    return node.id if isinstance(node, ast.Name) else ""


def may(module: str, door: Door) -> bool:
    return any(module == one or module.startswith(f"{one}.") for one in door.modules)


@pytest.mark.parametrize(
    "door",
    [CLAIM_STATE, RETENTION, FUND_TOTALS, DOCUMENT_STATE],
    ids=["a claim's state", "retain_until", "a fund's totals", "a document's state"],
)
def test_there_is_one_door(door):
    found = [
        f"{name_of(path)}:{line}"
        for path in files("*.py", *ROOMS)
        if not may(module_of(path), door)
        for line in through_the_window(tree_of(path), door)
    ]
    assert found == []


@pytest.mark.parametrize("door", [CLAIM_STATE, RETENTION], ids=["a claim's state", "retain_until"])
def test_the_door_itself_is_recognised(door):
    inside = [path for path in files("*.py", *ROOMS) if may(module_of(path), door)]
    assert any(list(through_the_window(tree_of(path), door)) for path in inside)


@pytest.mark.parametrize(
    ("door", "code"),
    [
        (CLAIM_STATE, "claim.state = 'APPROVED'"),
        (CLAIM_STATE, "claim.title, claim.state = 'x', 'APPROVED'"),
        (CLAIM_STATE, "Claim.objects.filter(pk=1).exclude(number=None).update(state='APPROVED')"),
        (CLAIM_STATE, "setattr(claim, 'state', 'APPROVED')"),
        (CLAIM_STATE, "Claim.objects.bulk_update(rows, ['state'])"),
        (RETENTION, "anything.retain_until = None"),
        (RETENTION, "Document.objects.update(retain_until=None)"),
        (FUND_TOTALS, "fund.held -= amount"),
        (FUND_TOTALS, "Fund.objects.filter(pk=1).update(held=F('held') - 1)"),
        (DOCUMENT_STATE, "Document.objects.filter(pk=1).update(state='CLEAN')"),
    ],
)
def test_a_second_door_is_found(door, code):
    assert list(through_the_window(ast.parse(code), door)) == [1]


@pytest.mark.parametrize(
    "code",
    [
        "message.state = 'SENT'",
        "Message.objects.update(state='SENT')",
        "x = claim.state",
        "claim.state == 'A'",
    ],
)
def test_reading_and_other_states_are_let_through(code):
    assert list(through_the_window(ast.parse(code), CLAIM_STATE)) == []
