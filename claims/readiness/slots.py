"""Proof and result figures: every slot of the activity that asks for something (R5)."""

from collections import Counter
from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext_lazy as _

from claims.models import Claim
from claims.readiness.files import counts
from claims.readiness.finding import Missing, Section
from programs.enums import RequirementKind
from programs.requirements import Unmet, unmet


def slots(claim: Claim) -> Iterator[Missing]:
    """What is asked for and not there, and files that were not accepted."""
    given = Counter(
        proof.requirement.key for proof in claim.proofs.all() if proof.requirement and counts(proof)
    )
    for gap in unmet(claim.activity.requirements.all(), given):
        metric = gap.requirements[0].kind == RequirementKind.METRIC
        section = Section.RESULT if metric else Section.PROOF
        yield Missing(section, "slot", _slot_words(gap), key=gap.requirements[0].key)
    for proof in claim.proofs.all():
        if proof.requirement and not counts(proof):
            words = _("The file “%(name)s” was not accepted. Send another or remove it.") % {
                "name": proof.document
            }
            yield Missing(Section.PROOF, "bad_file", words, key=proof.requirement.key)


def _slot_words(gap: Unmet) -> Any:
    names = " / ".join(str(one) for one in gap.requirements)
    if gap.missing > 1:
        return _("%(count)s more are needed: %(names)s.") % {"count": gap.missing, "names": names}
    return _("Missing: %(names)s.") % {"names": names}
