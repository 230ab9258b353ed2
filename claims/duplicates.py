"""Invoices that are claimed more than once, and invoices that are split between claims (R3, R18).

Two lines are of the same invoice when vendor and number agree (`fingerprint`), or when their files have the same bytes.
A line is flagged when another line that stands has the same file, or the same vendor, number and amount; not when
both state a share of the same invoice and all shares fit into it. A line stands unless its claim was withdrawn,
rejected or has expired, or a decision pays nothing for it: such a use is told, and flags nothing.

Staff are told of every partner's submitted claims, a partner of the location's own claims alone, drafts included.
"""

import hashlib
import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from typing import Any

from django.db.models import OuterRef, QuerySet, Subquery
from django.utils.translation import gettext as _

from claims.elsewhere import claims_by_id, that_open
from claims.enums import DRAFT_STATES, ClaimState, DecisionKind
from claims.models import Claim, DecisionLine, Expense

#: A claim in one of these pays nothing. A rejected one stands again as soon as it is disputed.
OVER = (ClaimState.WITHDRAWN, ClaimState.REJECTED, ClaimState.EXPIRED)


def fingerprint(vendor: str, invoice_number: str) -> str:
    """What makes two lines the same invoice: vendor and number, as 64 hexadecimal digits; "" where one says nothing.

    Case, accents, spaces, punctuation, marks of writing direction, full-width forms, the script of digits and zeros
    in front of a number do not count. Legal forms do: "Meyer GmbH" and "Meyer AG" are two companies.
    """
    bare = (_bare(vendor), re.sub(r"(?<![0-9])0+(?=[0-9])", "", _bare(invoice_number)))
    return hashlib.sha256("\n".join(bare).encode()).hexdigest() if all(bare) else ""


def _bare(text: str) -> str:
    """Letters and digits alone, in one form."""
    plain = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", text).casefold())
    return "".join(_digit(sign) for sign in plain if sign.isalnum())


def _digit(sign: str) -> str:
    return str(unicodedata.decimal(sign)) if sign.isdecimal() else sign


@dataclass(frozen=True)
class Match:
    """Another line that may be of the same invoice as `asked`. `may_open`: the reader may see its claim."""

    asked: Expense
    line: Expense
    same_file: bool
    same_invoice: bool
    same_amount: bool
    stands: bool
    may_open: bool = False

    @property
    def doubles(self) -> bool:
        """R18, before shares are looked at."""
        return self.stands and (self.same_file or (self.same_invoice and self.same_amount))

    @property
    def pair(self) -> tuple[Expense, Expense]:
        """Both, the one that was asked about first."""
        return self.asked, self.line

    @property
    def words(self) -> str:
        """What is the same."""
        said = [_("the same file")] if self.same_file else []
        if self.same_invoice and self.same_amount:
            said.append(_("the same vendor, number and amount"))
        elif self.same_invoice:
            said.append(_("the same vendor and number, another amount"))
        return ", ".join(said)


@dataclass(frozen=True)
class Uses:
    """Where else the invoice of a line is used. Amounts net, in the invoice's currency."""

    line: Expense
    matches: tuple[Match, ...]

    @property
    def shares(self) -> list[Match]:
        """Lines of the same partner that take a share of the same invoice and stand."""
        return [one for one in self.matches if one.stands and one.same_invoice and self._alike(one.line)]

    def _alike(self, other: Expense) -> bool:
        own = (self.line.claim.partner_id, self.line.currency)
        return own == (other.claim.partner_id, other.currency)

    @property
    def is_share(self) -> bool:
        return self.line.invoice_net is not None

    @cached_property
    def total(self) -> Decimal:
        """The net amount of the whole invoice; where lines state different ones, the smallest."""
        stated = [one.line.invoice_net for one in self.shares if one.line.invoice_net is not None]
        return min([self.line.whole_net, *stated])

    @property
    def taken(self) -> Decimal:
        """What other lines of the partner take."""
        return sum((one.line.net for one in self.shares), Decimal(0))

    @property
    def left(self) -> Decimal:
        """What nobody takes yet, this line counted."""
        return max(self.total - self.taken - self.line.net, Decimal(0))

    @property
    def over(self) -> Decimal:
        """By how much all shares together are more than the invoice; 0 where no share is stated."""
        return max(self.taken + self.line.net - self.total, Decimal(0)) if self.is_share else Decimal(0)

    @property
    def flagged(self) -> list[Match]:
        """R18: the lines with which this one may be paid twice."""
        return [one for one in self.matches if one.doubles and not self._is_split_with(one)]

    @property
    def warned(self) -> list[Match]:
        """What its own people are warned of, besides shares that are more than the invoice."""
        return [one for one in self.flagged if not self.over or one not in self.shares]

    @property
    def noted(self) -> list[Match]:
        """What is worth telling and flags nothing, such as a use in a withdrawn claim; shares are told as shares."""
        told = [*self.flagged, *(self.shares if self.is_share else [])]
        return [one for one in self.matches if one not in told]

    def _is_split_with(self, one: Match) -> bool:
        """Both state a share of an invoice of the same amount, and all shares fit into it."""
        stated = self.is_share and one.line.invoice_net == self.line.invoice_net
        return stated and one in self.shares and not self.over


def uses_for_staff(claim: Claim, user: Any | None) -> dict[int, Uses]:
    """By line: where else its invoice was submitted, by whomever and whenever; one query, four where there is any.

    user: who reads; None where only the rule is asked.
    """
    seen = Claim.objects.in_queue(user) if user else None
    return _uses(claim, None, Expense.objects.all(), seen, drafts=False)


def flagged_lines(claim: Claim) -> set[int]:
    """Ids of the lines whose approval needs a reason (R18)."""
    return {pk for pk, uses in uses_for_staff(claim, None).items() if uses.flagged}


def own_uses(claim: Claim, user: Any, lines: Iterable[Expense] | None = None) -> dict[int, Uses]:
    """By line: where else the location itself uses its invoice, drafts included; one query, four where there is any.

    lines: instead of the stored ones, e.g. one that is being typed (its key is 0 while it is not stored).
    What another partner does is never asked for here.
    """
    others = Expense.objects.filter(claim__partner=claim.partner_id)
    seen = Claim.objects.of_partner(user, claim.partner)
    return _uses(claim, lines, others, seen, drafts=True)


def submitted_shares(claim: Claim) -> dict[int, Uses]:
    """By line: what the location's submitted claims take of its invoice, for the guard of the shares."""
    others = Expense.objects.filter(claim__partner=claim.partner_id)
    return _uses(claim, None, others, None, drafts=False)


def _uses(
    claim: Claim,
    lines: Iterable[Expense] | None,
    others: QuerySet[Expense],
    seen: QuerySet[Claim] | None,
    *,
    drafts: bool,
) -> dict[int, Uses]:
    """Each line beside the stored ones that may be the same invoice; lines of the claim itself among them."""
    stored = claim.invoices
    asked = stored if lines is None else list(lines)
    elsewhere = others.exclude(claim=claim.pk).filter(certification=None)
    alike = _alike(asked, elsewhere)
    found = {line.pk: line for line in (*stored, *asked) if line.pk}
    if alike:
        read = _read(elsewhere.filter(pk__in=alike), seen)
        found |= {one.pk: one for one in read if drafts or one.claim.state not in DRAFT_STATES}
    return {line.pk or 0: Uses(line, _matches(line, found.values())) for line in asked}


def _alike(asked: list[Expense], elsewhere: QuerySet[Expense]) -> list[int]:
    """Ids of the others that have the vendor and number of a line, or its file: few have, so no more is read.

    Two questions in one query: each finds its rows by an index, "or" would find neither.
    """
    prints = {line.fingerprint for line in asked} - {""}
    hashes = {line.document.sha256 for line in asked if line.document}
    keys = elsewhere.order_by().values_list("pk", flat=True)
    same_invoice = keys.filter(fingerprint__in=prints)
    return list(same_invoice.union(keys.filter(document__sha256__in=hashes)))


def _read(lines: QuerySet[Expense], seen: QuerySet[Claim] | None) -> list[Expense]:
    """With what a page draws of a line, what the last decision pays for it, and whether its claim may be opened."""
    outcome = DecisionLine.objects.filter(
        expense=OuterRef("pk"), decision__kind=DecisionKind.DECISION
    ).order_by("-decision_id")
    drawn = lines.select_related("document").defer("document__facts")
    paid: Any = drawn.annotate(pays=Subquery(outcome.values("approved")[:1]))
    found = list(paid.order_by("claim_id", "position"))
    ids = {line.claim_id for line in found}
    claims, opens = claims_by_id(ids), that_open(ids, seen)
    for line in found:
        line.claim, line.opens = claims[line.claim_id], line.claim_id in opens
    return found


def _matches(line: Expense, others: Iterable[Expense]) -> tuple[Match, ...]:
    made = (_match(line, other) for other in others if other.pk != line.pk)
    return tuple(one for one in made if one.same_file or one.same_invoice)


def _match(line: Expense, other: Expense) -> Match:
    return Match(
        asked=line,
        line=other,
        same_file=bool(line.document and other.document and line.document.sha256 == other.document.sha256),
        same_invoice=bool(line.fingerprint) and line.fingerprint == other.fingerprint,
        same_amount=line.currency == other.currency
        and (line.whole_net == other.whole_net or line.net == other.net),
        stands=_stands(other),
        may_open=getattr(other, "opens", True),
    )


def _stands(line: Expense) -> bool:
    pays = getattr(line, "pays", None)
    if line.claim.state == ClaimState.APPROVED and pays is not None:
        return bool(pays)
    return line.claim.state not in OVER
