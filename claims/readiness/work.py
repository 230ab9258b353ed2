"""In-house work: certified as it is now, its document written and accepted (R4)."""

from collections.abc import Iterator

from django.utils.translation import gettext_lazy as _

from claims.certified import in_force
from claims.models import Claim
from claims.readiness.files import PRESENT
from claims.readiness.finding import Missing, Section


def work(claim: Claim) -> Iterator[Missing]:
    """What keeps the certification from standing; nothing where there is no in-house work."""
    if not claim.work_items.all():
        return
    certification = in_force(claim)
    lines = claim.certified_lines
    if certification is None:
        words = _("The in-house work is not certified as it is now. An incentives admin signs it.")
        yield Missing(Section.WORK, "not_certified", words)
    elif any(line.document is None for line in lines):
        words = _("The certification is being written. That takes a minute; look again then.")
        yield Missing(Section.WORK, "not_written", words)
    elif any(line.document.state not in PRESENT for line in lines if line.document):
        words = _("The document of the certification did not pass our checks. Sign again.")
        yield Missing(Section.WORK, "bad_file", words)
