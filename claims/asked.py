"""What the activity asks for, requirement by requirement: what to show, what is there, what is wrong (R5)."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from claims.models import Claim, Proof
from claims.readiness import Finding, Section, counts
from programs.enums import RequirementKind
from programs.models import Requirement

SECTIONS = {RequirementKind.EVIDENCE: Section.PROOF, RequirementKind.METRIC: Section.RESULT}


@dataclass(frozen=True)
class Asked:
    """One requirement. section and key: where it is answered, "" for what the documents themselves must show.

    there: what was given, in words; wrong: what readiness found, blocking or not; status and tone: of the badge.
    """

    requirement: Requirement
    section: str
    there: str
    wrong: list[Finding]
    status: str
    tone: str

    @property
    def key(self) -> str:
        return self.requirement.key

    @property
    def field(self) -> str:
        return ""


def asked_of(claim: Claim, found: list[Finding]) -> list[Asked]:
    """Every requirement of the activity in the catalogue's order. Asks the database nothing."""
    return [_asked(one, claim, found) for one in claim.rules.requirements.all()]


def _asked(requirement: Requirement, claim: Claim, found: list[Finding]) -> Asked:
    section = SECTIONS.get(RequirementKind(requirement.kind), "")
    given = [proof for proof in claim.proofs.all() if proof.requirement_id == requirement.pk]
    wrong = [one for one in found if one.key == requirement.key and one.section == section]
    status, tone = _status(requirement, given, wrong)
    return Asked(requirement, section, _there(requirement, given), wrong, status, tone)


def _status(requirement: Requirement, given: list[Proof], wrong: list[Finding]) -> tuple[str, str]:
    if requirement.kind == RequirementKind.CORE:
        return "", ""
    if any(one.blocks for one in wrong):
        return _("Missing"), "attention"
    if given:
        return (_("Look again"), "info") if wrong else (_("Given"), "success")
    return (_("Your choice") if requirement.group else _("Optional")), "neutral"


def _there(requirement: Requirement, given: Iterable[Proof]) -> str:
    """What was given and counts: a figure as it is, else how many of each kind."""
    good = [proof for proof in given if counts(proof)]
    if requirement.kind == RequirementKind.METRIC:
        return ", ".join(proof.text for proof in good) if requirement.accepts_number else _texts(good)
    files = sum(1 for proof in good if proof.document_id)
    links = sum(1 for proof in good if proof.link)
    words: list[Any] = []
    if files:
        words.append(ngettext("%(count)s file", "%(count)s files", files) % {"count": files})
    if links:
        words.append(ngettext("%(count)s link", "%(count)s links", links) % {"count": links})
    return ", ".join([*words, *filter(None, [_texts([one for one in good if one.text])])])


def _texts(given: list[Proof]) -> str:
    return _("In words") if given else ""
