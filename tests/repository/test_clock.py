"""A stray clock: the time is asked for in lifecycle/clock.py alone and passed down as `at` (design, section 2)."""

import ast
import re
from collections.abc import Iterator

import pytest

from tests.repository.sources import ROOMS, dotted, files, name_of, text_of, tree_of

#: Calls and names that ask the machine or the database what time it is.
CLOCKS = re.compile(
    r"""(?:^|\.)(?:
        timezone\.(?:now|localdate)|
        datetime\.(?:now|utcnow|today)|
        date\.today|
        time\.(?:time|time_ns|localtime|gmtime|ctime|strftime)|
        functions\.Now
    )$|^(?:Now|utcnow|TransactionNow|localdate)$""",
    re.VERBOSE,
)
FIELD_CLOCKS = {"auto_now", "auto_now_add", "db_default_now"}
#: In SQL, wherever it is written as text.
SQL = re.compile(
    r"\b(?:now|clock_timestamp|statement_timestamp|transaction_timestamp|timeofday)\s*\(\s*\)|"
    r"\b(?:CURRENT_TIMESTAMP|CURRENT_DATE|CURRENT_TIME|LOCALTIMESTAMP|LOCALTIME)\b"
)
LOOKS_LIKE_SQL = re.compile(r"\b(?:SELECT|UPDATE|INSERT|DELETE|CREATE|ALTER|TRIGGER|WHERE|BEGIN)\b")

#: file → why it may.
EXCEPTIONS = {
    "lifecycle/clock.py": "the clock itself",
    "accounts/recent.py": "the sign-in library stamps a sign-in by the machine's clock",
    "documents/triggers.py": "the lock on documents must not follow a demo's shifted clock (R15)",
}


def in_sql(value: object) -> re.Match[str] | None:
    """The database's clock in a piece of SQL."""
    return SQL.search(value) if isinstance(value, str) and LOOKS_LIKE_SQL.search(value) else None


def strays(tree: ast.AST) -> Iterator[tuple[int, str]]:
    """Line and name of everything in a module that asks for the time."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and CLOCKS.search(dotted(node.func)):
            yield node.lineno, dotted(node.func)
        elif isinstance(node, ast.ImportFrom) and node.module:
            names = [f"{node.module}.{alias.name}" for alias in node.names]
            yield from ((node.lineno, name) for name in names if CLOCKS.search(name))
        elif isinstance(node, ast.keyword) and node.arg in FIELD_CLOCKS:
            yield node.value.lineno, node.arg
        elif isinstance(node, ast.keyword) and CLOCKS.search(dotted(node.value)):
            # `default=timezone.now` is called later, by the model.
            yield node.value.lineno, dotted(node.value)
        elif isinstance(node, ast.Constant) and (found := in_sql(node.value)):
            yield node.lineno, found.group()


def test_the_time_is_asked_for_in_one_place():
    found = [
        f"{name_of(path)}:{line} {what}"
        for path in files("*.py", *ROOMS, migrations=True)
        if name_of(path) not in EXCEPTIONS
        for line, what in strays(tree_of(path))
    ]
    assert found == []


def test_templates_ask_for_no_time():
    found = [name_of(path) for path in files("*.*", "templates") if re.search(r"{%\s*now\b", text_of(path))]
    assert found == []


@pytest.mark.parametrize("name", EXCEPTIONS)
def test_every_exception_is_needed(name):
    (path,) = [path for path in files("*.py", *ROOMS) if name_of(path) == name]
    assert list(strays(tree_of(path)))


@pytest.mark.parametrize(
    "code",
    [
        "timezone.now()",
        "django.utils.timezone.localdate()",
        "datetime.now(UTC)",
        "datetime.datetime.utcnow()",
        "date.today()",
        "time.time()",
        "from time import time",
        "from django.db.models.functions import Now",
        "models.DateTimeField(auto_now_add=True)",
        "models.DateTimeField(default=timezone.now)",
        "Claim.objects.update(at=Now())",
        "cursor.execute('SELECT now()')",
        "cursor.execute('UPDATE x SET at = CURRENT_TIMESTAMP')",
    ],
)
def test_a_stray_clock_is_found(code):
    assert len(list(strays(ast.parse(code)))) >= 1


@pytest.mark.parametrize(
    "code",
    [
        "at = clock.now()",
        "time.monotonic()",
        "time.sleep(1)",
        "x = 'from now (2026) on'",
        "timezone.localtime(at)",
    ],
)
def test_what_asks_for_no_time_is_let_through(code):
    assert list(strays(ast.parse(code))) == []
