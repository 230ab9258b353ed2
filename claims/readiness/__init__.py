"""What is not as it should be: the one list that is the checklist of the pages and the refusal of the action (R5).

One file a subject; `finding` holds what they find, `files` which files count. Reviewers read the same list as
"checked by rule" (`claims.checked`).
"""

from collections.abc import Callable, Iterator
from datetime import datetime
from typing import Any

from django.utils.translation import get_language

from claims.models import Claim
from claims.readiness.activity import activity
from claims.readiness.files import (
    PRESENT,
    claimed_with,
    counts,
    files_of,
    read_parts,
    rejected_files,
    unready_files,
)
from claims.readiness.finding import Finding, Section
from claims.readiness.lines import lines
from claims.readiness.money import money
from claims.readiness.payee import payee
from claims.readiness.slots import slots
from claims.readiness.uses import uses
from claims.readiness.work import work

__all__ = [
    "PRESENT",
    "Finding",
    "Section",
    "claimed_with",
    "counts",
    "files_of",
    "findings_in",
    "findings_of",
    "missing_to_submit",
    "rejected_files",
    "unready_files",
]


#: Which rules find what, in the order of the task list; called with (claim, at, user).
RULES: tuple[tuple[frozenset[Section], Callable[..., Iterator[Finding]]], ...] = (
    (frozenset({Section.ACTIVITY}), lambda claim, at, _user: activity(claim, at)),
    (frozenset({Section.INVOICES}), lambda claim, at, _user: lines(claim, at)),
    (frozenset({Section.INVOICES}), lambda claim, _at, user: uses(claim, user)),
    (frozenset({Section.WORK}), lambda claim, _at, _user: work(claim)),
    (frozenset({Section.PROOF, Section.RESULT}), lambda claim, _at, _user: slots(claim)),
    (frozenset({Section.MONEY}), lambda claim, _at, _user: money(claim)),
    (frozenset({Section.PAYEE}), lambda claim, at, _user: payee(claim, at)),
)


ALL = frozenset(Section)


def findings_of(
    claim: Claim, at: datetime, user: Any | None = None, about: frozenset[Section] = ALL
) -> list[Finding]:
    """Everything that is not as it should be, in the order of the task list: what blocks, and what is advice.

    user: whose eyes, for advice about other claims of theirs; None leaves that out. about: the sections whose
    rules are asked. Rights, state and deadline are the workflow's. Six queries at most for a claim with any number
    of documents (four more where an invoice is used twice); asked again for the same claim object and instant it
    costs nothing.
    """
    known = claim.__dict__.setdefault("_findings", {})
    asked = (at, get_language(), user and user.pk, about)
    if asked not in known:
        known[asked] = _found(claim, at, user, about)
    return known[asked]


def findings_in(claim: Claim, section: Section, at: datetime, user: Any | None = None) -> list[Finding]:
    """The part of the list that one page mends; no other rule is asked."""
    return [one for one in _found(claim, at, user, frozenset({section})) if one.section is section]


def missing_to_submit(claim: Claim, at: datetime, user: Any | None = None) -> list[Finding]:
    """What keeps the claim from being submitted; empty when it can be."""
    return [one for one in findings_of(claim, at, user) if one.blocks]


def _found(claim: Claim, at: datetime, user: Any | None, wanted: frozenset[Section]) -> list[Finding]:
    read_parts(claim)
    rules = [rule for sections, rule in RULES if sections & wanted]
    return [one for rule in rules for one in rule(claim, at, user)]
