"""The words in which every state table is written."""

from collections.abc import Callable, Set
from dataclasses import dataclass
from datetime import datetime
from itertools import chain
from typing import Any

from django.utils.functional import Promise

Words = str | Promise


@dataclass(frozen=True)
class Verdict:
    """Yes, or no and why.

    `reason` is a sentence for people; the same one greys the button, fills the
    refusal page and stands in the test. `forbidden` marks a no that no change of
    state would turn into a yes: the person's role is wrong (403), not the moment (409).
    """

    ok: bool
    reason: Words = ""
    forbidden: bool = False

    def __bool__(self) -> bool:
        return self.ok


YES = Verdict(True)

Guard = Callable[..., Verdict]


@dataclass(frozen=True)
class Transition:
    """One row of a state table.

    verb: the act's code; sources: states it starts from; target: the state it
    leads to, or None where an act keeps or computes it; roles: who may; guards:
    further conditions, each called with (subject, user, at); words: the sentence
    of the history, with named parameters; capacities: conditions on the roles somebody
    has, asked before the guards, each called with (subject, roles).
    """

    verb: str
    sources: tuple[str, ...]
    target: str | None
    roles: tuple[str, ...]
    words: Words
    guards: tuple[Guard, ...] = ()
    capacities: tuple[Guard, ...] = ()


def judge(
    row: Transition,
    subject: Any,
    user: Any,
    at: datetime,
    roles: Set[str],
    *,
    wrong_role: Callable[[Transition], Words],
    wrong_state: Callable[[Any], Words],
) -> Verdict:
    """Yes, or no and why: the role first, then the state, then the row's capacities and guards in order.

    roles: the person's on this subject; wrong_role, wrong_state: the sentences of 403 and 409.
    """
    if not roles & set(row.roles):
        return Verdict(False, wrong_role(row), forbidden=True)
    if subject.state not in row.sources:
        return Verdict(False, wrong_state(subject))
    answers = chain(
        (capacity(subject, roles) for capacity in row.capacities),
        (guard(subject, user, at) for guard in row.guards),
    )
    return next((answer for answer in answers if not answer), YES)


class ActionRefused(Exception):
    """An act was refused; `verdict` says why, `fields` holds sentences for single form fields."""

    def __init__(self, verdict: Verdict | Words, fields: dict[str, Words] | None = None) -> None:
        self.verdict = verdict if isinstance(verdict, Verdict) else Verdict(False, verdict)
        self.fields: dict[str, Any] = fields or {}
        super().__init__(self.verdict.reason)

    @property
    def reason(self) -> Words:
        return self.verdict.reason
