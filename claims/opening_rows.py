"""What claims need when a fiscal year is opened: people enough for four eyes (R8, R10, R17)."""

from collections.abc import Iterator

from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.models import User
from claims.deciders import missing_among
from programs.enums import VendorRole
from programs.finding import Finding
from programs.opening import Row, Year
from programs.permissions import people_of

ASKED = (VendorRole.REVIEWER, VendorRole.APPROVER, VendorRole.PAYER)


def people(year: Year) -> Row:
    """Who reviews, approves and pays; each act that takes two people finds two."""
    held = {role: list(people_of([year.program.pk], role)) for role in ASKED}
    says = [
        _("%(role)s: %(names)s") % {"role": role.label, "names": ", ".join(str(one) for one in some)}
        for role, some in held.items()
        if some
    ]
    url = reverse("managing_people", args=[year.program.code])
    return Row("people", _("Reviewers, approvers, payers"), url, says, list(_gaps(held, url)))


def _gaps(held: dict[VendorRole, list[User]], url: str) -> Iterator[Finding]:
    reviewers, approvers, payers = (held[role] for role in ASKED)
    fix = _("Give the role to somebody")
    missing = missing_among(reviewers, approvers)
    if missing == VendorRole.REVIEWER:
        yield Finding("no_reviewer", _("Nobody reviews claims in this program."), fix, url)
    elif missing:
        words = _("Nobody could approve what is above the limit: it takes a second person.")
        yield Finding("no_approver", words, fix, url)
    elif len(reviewers) == 1:
        words = _("A dispute is decided by somebody else than the first decision: name a second reviewer.")
        yield Finding("one_reviewer", words, fix, url, blocks=False)
    if not payers:
        yield Finding("no_payer", _("Nobody pays in this program."), fix, url)
    elif len(payers) == 1:
        words = _("One person makes a batch, another marks it as sent: name a second payer.")
        yield Finding("one_payer", words, fix, url, blocks=False)
