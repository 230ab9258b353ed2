"""The parts of a claim that a request may name: a line, a slot of proof, or the claim as a whole.

A request keeps the name of its part alone ("line:…", "slot:…", ""): it knows no claim.
"""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from claims.checklist import requirements_of
from claims.models import Claim, Expense
from documents.models import Document
from programs.enums import RequirementKind
from programs.models import Requirement
from programs.words import in_language
from review.models import RequestItem
from review.wanted import Wanted

LINE, SLOT = "line:", "slot:"


@dataclass(frozen=True)
class Part:
    """One part: its name, and the line or requirement it stands for; neither where that is gone, or for the whole."""

    key: str = ""
    line: Expense | None = None
    requirement: Requirement | None = None

    @property
    def exchanged(self) -> Expense | None:
        """The line whose file a new one takes the place of; certified work keeps the document that was signed."""
        return self.line if self.line and not self.line.certification_id else None

    @property
    def facts(self) -> dict[str, Any]:
        """The part in plain values, for events and mails that are put into words later."""
        if self.line:
            return {"line": self.line.position, "vendor": self.line.vendor}
        return {"slot": self.requirement.label} if self.requirement else {}

    def __str__(self) -> str:
        return part_in_words(self.facts)


def part_in_words(facts: dict[str, Any]) -> str:
    """What `Part.facts` gave, in the reader's language."""
    if "line" in facts:
        return _("Line %(number)s: %(vendor)s") % {"number": facts["line"], "vendor": facts["vendor"]}
    return in_language(facts["slot"]) if "slot" in facts else _("The claim as a whole")


def parts_of(claim: Claim) -> list[Part]:
    """All that can be asked about: the whole, the lines, the slots. Load the claim with `for_page()`."""
    lines = [Part(name_of_line(line), line=line) for line in claim.expenses.all()]
    asked = requirements_of(claim, RequirementKind.EVIDENCE)
    return [Part(), *lines, *(Part(f"{SLOT}{one.key}", requirement=one) for one in asked)]


class Parts(dict[str, Part]):
    """The parts of a claim by name; a part that the claim has no more is one without line and requirement."""

    def __init__(self, claim: Claim) -> None:
        super().__init__((one.key, one) for one in parts_of(claim))

    def __missing__(self, key: str) -> Part:
        return Part(key)


def name_of_line(line: Expense) -> str:
    """What a request calls this line."""
    return f"{LINE}{line.public_id}"


def names_with(claim: Claim, document: Document) -> list[str]:
    """The parts at which a file stands; the whole where it stands at none."""
    lines = [name_of_line(line) for line in claim.expenses.all() if line.document_id == document.pk]
    proofs = [one for one in claim.proofs.all() if one.document_id == document.pk and one.requirement]
    slots = dict.fromkeys(f"{SLOT}{one.requirement.key}" for one in proofs if one.requirement)
    return [*lines, *slots] or [""]


def facts_of(part: Part, item: Wanted | RequestItem) -> dict[str, Any]:
    """What one item asks for in plain values, for events and mails: of which part, why, in which words."""
    reason = item.reason.words if item.reason else {}
    return {"part": part.facts, "reason": reason, "words": item.words}


def asked_in_words(facts: dict[str, Any], *, with_part: bool = True) -> str:
    """What `facts_of` gave, in the reader's language and one line."""
    why = [in_language(facts["reason"])] if facts["reason"] else []
    said = " ".join([*why, *([facts["words"]] if facts["words"] else [])])
    return f"{part_in_words(facts['part'])}: {said}" if with_part and facts["part"] else said
