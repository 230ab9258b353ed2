"""Where the money goes: nothing blocks for it, but nothing is paid without it (R17)."""

from collections.abc import Iterator
from datetime import datetime

from django.utils.translation import gettext_lazy as _

from accounts.payee import has_payee
from claims.models import Claim
from claims.readiness.finding import Finding, Section


def payee(claim: Claim, at: datetime) -> Iterator[Finding]:
    """Whether the location said to which account. One query."""
    if not has_payee(claim.partner, at):
        words = _(
            "Your company has not said yet to which account it is paid. An incentives admin does; "
            "nothing is paid before that."
        )
        fix = _("Enter where the money goes")
        yield Finding(Section.PAYEE, "no_payee", words, fix, blocks=False)
