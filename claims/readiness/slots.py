"""Proof and result figures: every slot of the activity that asks for something (R5)."""

from collections import Counter
from collections.abc import Iterator
from datetime import date
from typing import Any

from django.utils.translation import gettext_lazy as _

from claims.models import Claim, Proof
from claims.readiness.files import counts
from claims.readiness.finding import Finding, Section, day_words, in_sentence
from programs.enums import RequirementKind
from programs.models import Requirement
from programs.requirements import Unmet, unmet


def slots(claim: Claim) -> Iterator[Finding]:
    """What is asked for and not there, then what is there and not good. Asks the database nothing."""
    asked = list(claim.rules.requirements.all())
    given = [proof for proof in claim.proofs.all() if proof.requirement]
    found = [*gaps(asked, given), *(one for proof in given for one in given_for(proof, claim.first_day))]
    return iter(sorted(found, key=lambda one: one.section is Section.RESULT))


def gaps(asked: list[Requirement], given: list[Proof]) -> Iterator[Finding]:
    """Requirements and groups of them that lack something."""
    there = Counter(proof.requirement.key for proof in given if proof.requirement and counts(proof))
    for gap in unmet(asked, there):
        first = gap.requirements[0]
        yield _about(first, "slot", _gap_words(gap), _("Add it"))


def given_for(proof: Proof, first_day: date | None) -> Iterator[Finding]:
    """What is wrong with what was given: refused, seen before there was anything to see, nothing counted."""
    requirement = proof.requirement
    if requirement is None:
        return
    if not counts(proof):
        words = _("The file “%(name)s” was not accepted. Send another or remove it.")
        named = {"name": in_sentence(str(proof.document))}
        yield _about(requirement, "bad_file", words % named, _("Send another file"))
    elif proof.seen_on and first_day and proof.seen_on < first_day:
        words = _("%(name)s: the link was seen on %(day)s, before the activity began.")
        facts = {"name": requirement, "day": day_words(proof.seen_on)}
        yield _about(requirement, "seen_before", words % facts, _("Check the date"), blocks=False)
    elif requirement.accepts_number and proof.text == "0":
        words = _("%(name)s: 0 is given. Is that right?")
        named = {"name": str(requirement)}
        yield _about(requirement, "nothing_counted", words % named, _("Check the number"), blocks=False)


def _gap_words(gap: Unmet) -> Any:
    names = " / ".join(str(one) for one in gap.requirements)
    if gap.missing > 1:
        return _("%(count)s more are needed: %(names)s.") % {"count": gap.missing, "names": names}
    return _("Missing: %(names)s.") % {"names": names}


def _about(requirement: Requirement, code: str, words: Any, fix: Any, *, blocks: bool = True) -> Finding:
    metric = requirement.kind == RequirementKind.METRIC
    section = Section.RESULT if metric else Section.PROOF
    return Finding(section, code, words, fix, key=requirement.key, blocks=blocks)
