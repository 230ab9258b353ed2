"""State tables as pages: a diagram, what each state means, and every row; which tables, say the neighbours."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from claims_portal.docs.markdown import table
from lifecycle import Transition

#: Where a row leads whose target the act finds out: several states, or none that is left; and that in words.
Leads = tuple[tuple[str, ...], str]


@dataclass(frozen=True)
class Life:
    """A subject's states and verbs, and what only its acts know.

    head: the page's beginning; births: verbs that begin a life, those outside their own row's states too, by the
    state they begin it in; staff, turn: words of a state for staff, and whose turn it is.
    """

    head: str
    rows: Sequence[Transition]
    states: Any
    roles: Any
    staff: Mapping[Any, Any]
    turn: Mapping[Any, Any]
    leads_to: Mapping[str, Leads]
    births: Mapping[str, str]
    #: Ways that do not exist, though a verb that may start here may lead there from elsewhere.
    never: frozenset[tuple[str, str]] = frozenset()

    def page(self, _before: str = "") -> str:
        """The whole page."""
        parts = [self.head, self._diagram(), "", "## What each state means", "", self._states(), ""]
        return "\n".join([*parts, "## Verbs", "", self._verbs(), ""])

    def _diagram(self) -> str:
        arrows = [f"    {start} --> {end}: {verb}" for start, end, verb in self._edges()]
        return "\n".join(["```mermaid", "stateDiagram-v2", *arrows, "```"])

    def _edges(self) -> list[tuple[str, str, str]]:
        """Every arrow that changes a state, as (from, to, verb); [*] is the beginning and the end of a life."""
        found = [
            (start, end, row.verb)
            for row in self.rows
            for start in self._starts(row)
            for end in self._ends(row)
            if start != end and (start, end) not in self.never
        ]
        return list(dict.fromkeys(found))

    def _starts(self, row: Transition) -> list[str]:
        return ["[*]"] if row.verb in self.births else [str(one) for one in row.sources]

    def _ends(self, row: Transition) -> list[str]:
        if row.verb in self.births:
            return [self.births[row.verb]]
        if row.verb == "delete":
            return ["[*]"]
        return [row.target] if row.target else [*self._leads(row)[0]]

    def _leads(self, row: Transition) -> Leads:
        return self.leads_to.get(row.verb, ((), "stays as it is"))

    def _states(self) -> str:
        rows = [
            [f"`{one.value}`", str(one.label), str(self.staff[one]), str(self.turn[one])]
            for one in self.states
        ]
        return table(["State", "Partners read", "Staff read", "Whose turn it is"], rows)

    def _verbs(self) -> str:
        head = ["Verb", "From", "To", "By", "Only if", "History says"]
        return table(head, [self._verb(row) for row in self.rows])

    def _verb(self, row: Transition) -> list[str]:
        everywhere = len(row.sources) == len(self.states)
        sources = "any state" if everywhere else ", ".join(str(one) for one in row.sources)
        target = row.target or self._leads(row)[1]
        return [
            f"`{row.verb}`",
            sources or "nothing",
            "the same" if row.sources == (row.target,) else str(target),
            ", ".join(str(self.roles(role).label) for role in row.roles),
            ", ".join(guard.__name__.replace("_", " ") for guard in (*row.capacities, *row.guards)),
            re.sub(r"%\((\w+)\)s", r"*\1*", str(row.words)),
        ]
