"""Reading our own code: the files of each room, as text and as syntax trees."""

import ast
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]

#: From the bottom to the top; see docs/architecture.md.
ROOMS = (
    "lifecycle",
    "lists",
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
    "payments",
    "claims_portal",
)
#: All folders with code of ours.
EVERYWHERE = (*ROOMS, "tests", "benchmarks", "faults", "scripts", "docker")
FOREIGN = {".venv", "node_modules", "var", "staticfiles", "__pycache__"}


def files(pattern: str, *folders: str, migrations: bool = False) -> Iterator[Path]:
    """Our own files below these folders, sorted; generated migrations only if asked for."""
    for folder in folders:
        for path in sorted((ROOT / folder).rglob(pattern)):
            parts = path.relative_to(ROOT).parts
            if not FOREIGN & set(parts) and (migrations or "migrations" not in parts):
                yield path


@cache
def text_of(path: Path) -> str:
    return path.read_text(encoding="utf-8")


@cache
def tree_of(path: Path) -> ast.Module:
    return ast.parse(text_of(path), filename=str(path))


def name_of(path: Path) -> str:
    """As it is written in a list of exceptions: relative to the checkout."""
    return path.relative_to(ROOT).as_posix()


def module_of(path: Path) -> str:
    """claims/actions/door.py → claims.actions.door; a package is named without __init__."""
    dotted = path.relative_to(ROOT).with_suffix("").as_posix().replace("/", ".")
    return dotted.removesuffix(".__init__")


def dotted(node: ast.AST) -> str:
    """`a.b.c` of a name or attribute, "" for anything else; a call in between is passed over."""
    if isinstance(node, ast.Name):
        return node.id
    if isinstance(node, ast.Attribute):
        return f"{dotted(node.value)}.{node.attr}"
    return ""


def assigned(tree: ast.AST) -> Iterator[tuple[int, ast.Attribute]]:
    """Every attribute that is assigned to, with its line: `a.b = …`, `a.b += …`, `a.b: T = …`."""
    for node in ast.walk(tree):
        targets: Iterable[ast.expr] = ()
        if isinstance(node, ast.Assign):
            targets = node.targets
        elif isinstance(node, ast.AugAssign | ast.AnnAssign):
            targets = [node.target]
        for target in targets:
            for one in target.elts if isinstance(target, ast.Tuple | ast.List) else [target]:
                if isinstance(one, ast.Attribute):
                    yield node.lineno, one


def calls(tree: ast.AST) -> Iterator[ast.Call]:
    return (node for node in ast.walk(tree) if isinstance(node, ast.Call))
