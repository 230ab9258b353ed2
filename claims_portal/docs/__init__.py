"""The parts of the documentation that are drawn from the code, so that they cannot disagree with it.

`manage.py generate_docs` writes them; with --check it only looks, as `make check` does.
"""

from collections.abc import Callable
from pathlib import Path

from django.utils import translation

from claims_portal.docs import environment, rights
from claims_portal.docs.association_states import ASSOCIATION
from claims_portal.docs.claim_states import CLAIM
from claims_portal.env import ROOT

#: What of which file is drawn: each gets the file as it is and gives it as it should be.
DRAWN: dict[Path, Callable[[str], str]] = {
    ROOT / "docs" / "association-states.md": ASSOCIATION.page,
    ROOT / "docs" / "claim-states.md": CLAIM.page,
    ROOT / "docs" / "permissions.md": rights.page,
    ROOT / "docs" / "operations.md": environment.with_table,
    ROOT / ".env.example": environment.example,
}


def out_of_step() -> dict[Path, str]:
    """Files that are not as they should be, with what they should say."""
    with translation.override("en"):
        wanted = {path: draw(_read(path)) for path, draw in DRAWN.items()}
    return {path: text for path, text in wanted.items() if text != _read(path)}


def _read(path: Path) -> str:
    return path.read_text(encoding="utf-8") if path.exists() else ""
