"""What the claim asks for against its caps and its fund (R11, R12)."""

from collections.abc import Iterator
from decimal import Decimal

from django.utils.translation import gettext_lazy as _

from claims.capping import cap_left_on_page
from claims.models import Claim
from claims.readiness.finding import Finding, Section, money_words

CLAIM_LESS = _("Change the invoices")


def money(claim: Claim) -> Iterator[Finding]:
    """Caps and fund that are too small; the fund only of a draft: of a submitted claim it is held already.

    Submitting asks both once more, under the fund's lock.
    """
    for cap in cap_left_on_page(claim):
        if cap.over:
            yield Finding(Section.MONEY, "cap", cap.refusal, CLAIM_LESS)
    asked = sum((line.amount for line in claim.expenses.all()), Decimal(0))
    if claim.is_draft and asked:
        yield from _in_fund(claim, asked)


def _in_fund(claim: Claim, asked: Decimal) -> Iterator[Finding]:
    left = claim.fund.left if claim.fund else Decimal(0)
    if claim.fund is None:
        yield Finding(Section.MONEY, "no_fund", _("Nothing was earned in this fund yet."), CLAIM_LESS)
    elif asked > left:
        words = _("Only %(left)s are left in the fund. This claim asks for %(asked)s: %(short)s too much.")
        amounts = {"left": left, "asked": asked, "short": asked - left}
        written = {name: money_words(amount, claim.currency) for name, amount in amounts.items()}
        yield Finding(Section.MONEY, "fund", words % written, CLAIM_LESS)
