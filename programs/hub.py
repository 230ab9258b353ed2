"""The parts of running a program, as the managers' hub lists them: where each is, and what waits there.

A room registers once, in its AppConfig.ready():
`hub.add(Part("earnings", gettext_lazy("Earnings"), "earnings", needs=imports_to_confirm, place=60))`.
This room knows none of the rooms above.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.urls import reverse

from lifecycle.transitions import Words
from programs.enums import VendorRole
from programs.models import Program
from programs.permissions import held_roles

#: Who reads the pages of running a program; managers alone change what stands there.
READERS = (VendorRole.MANAGER, VendorRole.AUDITOR)


@dataclass(frozen=True)
class Need:
    """Something that waits for somebody: a sentence, and the address where it is done. tone: of its badge."""

    words: str
    url: str
    tone: str = "attention"


#: Asked once a page for all its programs, with the reader and the instant: by id of a program what waits there.
Asking = Callable[[Sequence[Program], Any, datetime], Mapping[int, Iterable[Need]]]


@dataclass(frozen=True)
class Part:
    """One part: its page, by the name of an address, and what it is for.

    takes: the address's parameter that names the program by its code, "" where the page is of all programs.
    place: lower numbers stand first. roles: who of READERS sees the link.
    """

    key: str
    label: Words
    address: str
    hint: Words = ""
    takes: str = "program"
    place: int = 100
    roles: tuple[VendorRole, ...] = READERS
    needs: Asking | None = None

    def url(self, program: Program) -> str:
        """The page of this part for a program."""
        return reverse(self.address, kwargs={self.takes: program.code} if self.takes else None)


_PARTS: dict[str, Part] = {}


def add(*parts: Part) -> None:
    """From now on the hub lists these; a part of the same key is replaced."""
    _PARTS.update({one.key: one for one in parts})


def parts() -> list[Part]:
    """All there are, in the order of their places."""
    return sorted(_PARTS.values(), key=lambda one: (one.place, one.key))


@dataclass(frozen=True)
class Link:
    """A part of one program, as the hub draws it."""

    label: Words
    hint: Words
    url: str


@dataclass(frozen=True)
class Row:
    """A program of the reader's: what waits in it, and the way to each of its parts."""

    program: Program
    needs: list[Need]
    links: list[Link]


def rows(user: Any, at: datetime) -> list[Row]:
    """The programs the person manages or audits, by code. As many queries for ten programs as for one."""
    held = _held(user)
    programs = list(Program.objects.with_role(user, *READERS).order_by("code"))
    found = [(part, part.needs(programs, user, at)) for part in parts() if part.needs]
    return [
        Row(
            program,
            [need for part, by_program in found for need in by_program.get(program.pk, ())],
            [
                Link(part.label, part.hint, part.url(program))
                for part in parts()
                if set(part.roles) & held.get(program.pk, held.get(None, set()))
            ],
        )
        for program in programs
    ]


def _held(user: Any) -> dict[int | None, set[VendorRole]]:
    """The reader's roles by program; under None those that hold in every program."""
    found: dict[int | None, set[VendorRole]] = {}
    for one in held_roles(user):
        found.setdefault(one.program_id, set()).add(VendorRole(one.role))
    return {key: roles | found.get(None, set()) for key, roles in found.items()}
