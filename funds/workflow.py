"""May it be done to this fund? Yes, or no and by how much: the sentences of R11.

Ask with a fund that is locked, or for a page with one that was just read. `at` is
the instant of the act; deadlines come from `programs.rules` alone.
"""

from datetime import datetime
from decimal import Decimal
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from funds.enums import Figure
from funds.models import Fund, FundEntry
from lifecycle import Verdict
from lifecycle.transitions import YES
from programs.models import UsagePeriod
from programs.money import format_money
from programs.rules import deadline_for, is_before_deadline


def deadline_of(fund: Fund) -> datetime:
    """Until when this fund can be claimed (R1), read afresh: an extension may just have been granted."""
    return deadline_for(UsagePeriod.objects.with_deadlines().get(pk=fund.period_id), fund.partner)


def held_for(fund: Fund, subject: Any) -> Decimal:
    """What is held for one claim, in the fund's currency."""
    return _of(fund, subject, Figure.HELD)


def approved_for(fund: Fund, subject: Any) -> Decimal:
    """What is approved for one claim, paid or not."""
    return _of(fund, subject, Figure.APPROVED)


def paid_for(fund: Fund, subject: Any) -> Decimal:
    """What was paid for one claim."""
    return _of(fund, subject, Figure.PAID)


def may_hold(fund: Fund, amount: Decimal, at: datetime) -> Verdict:
    """R11: never more than is left; R1: nothing after the deadline."""
    if not is_before_deadline(at, deadline_of(fund)):
        return Verdict(False, _("The deadline has passed; nothing can be claimed from this fund any more."))
    if amount > fund.left:
        words = _("Only %(left)s are left in this fund; the claim needs %(missing)s more.")
        return _no(fund, words, left=fund.left, missing=amount - fund.left)
    return YES


def may_use_held(fund: Fund, amount: Decimal, subject: Any) -> Verdict:
    """Release and approve: never more than is held for this claim."""
    held = held_for(fund, subject)
    words = _("Only %(held)s are held for this claim; that is %(missing)s too little.")
    return YES if amount <= held else _no(fund, words, held=held, missing=amount - held)


def may_use_approved(fund: Fund, amount: Decimal, subject: Any) -> Verdict:
    """Never more than is approved and not yet paid."""
    unpaid = approved_for(fund, subject) - paid_for(fund, subject)
    words = _("Only %(unpaid)s are approved for this claim and not yet paid; that is %(missing)s too little.")
    return YES if amount <= unpaid else _no(fund, words, unpaid=unpaid, missing=amount - unpaid)


def may_return(fund: Fund, amount: Decimal, subject: Any) -> Verdict:
    """Never more comes back than was paid for this claim."""
    paid = paid_for(fund, subject)
    words = _("Only %(paid)s were paid for this claim; that is %(missing)s too little.")
    return YES if amount <= paid else _no(fund, words, paid=paid, missing=amount - paid)


def may_forfeit(fund: Fund, at: datetime) -> Verdict:
    """R1: only after the deadline, extensions counted."""
    if is_before_deadline(at, deadline_of(fund)):
        return Verdict(False, _("The deadline has not come yet; nothing is forfeited before it."))
    return YES


def may_restore(fund: Fund, at: datetime) -> Verdict:
    """R1: only an extension brings forfeited funds back."""
    if not is_before_deadline(at, deadline_of(fund)):
        return Verdict(False, _("The deadline has passed; only an extension brings forfeited funds back."))
    return YES


def _of(fund: Fund, subject: Any, figure: Figure) -> Decimal:
    return FundEntry.objects.filter(fund=fund).about(subject).total(figure)


def _no(fund: Fund, words: str | Promise, **amounts: Decimal) -> Verdict:
    language = get_language() or "en"
    written = {name: format_money(amount, fund.currency, language) for name, amount in amounts.items()}
    return Verdict(False, str(words) % written)
