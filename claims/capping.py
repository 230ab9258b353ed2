"""How much of an activity's caps is left for a claim (R12): the one count for the pages, the refusal and the tests."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from claims.models import Claim, Expense
from funds.enums import Figure
from funds.models import Fund, FundEntry
from lifecycle import ActionRefused
from programs.caps import caps_in_force, ceiling
from programs.enums import CapKind, CapScope
from programs.models import Cap
from programs.money import format_money


@dataclass(frozen=True)
class CapLeft:
    """One cap of a claim's activity; amounts in the program's currency.

    used: held and approved by other claims that count; asked: what counts of this claim.
    ceiling None: the figure that counts the persons is not given yet.
    """

    cap: Cap
    claim: Claim
    ceiling: Decimal | None
    used: Decimal
    asked: Decimal

    @property
    def left(self) -> Decimal:
        """For this claim, before it asks for anything."""
        return max((self.ceiling or Decimal(0)) - self.used, Decimal(0))

    @property
    def after(self) -> Decimal:
        """What this claim would leave."""
        return max(self.left - self.asked, Decimal(0))

    @property
    def over(self) -> Decimal:
        """By how much this claim asks for too much; 0 while that is not known."""
        return max(self.asked - self.left, Decimal(0)) if self.ceiling is not None else Decimal(0)

    @property
    def words(self) -> str:
        """What is left, in a sentence."""
        if self.ceiling is None:
            each = {"amount": self._money(self.cap.amount or Decimal(0)), "most": self.cap.persons}
            words = _(
                "Up to %(amount)s for each person, %(most)s at most: say how many under “Result figures”."
            )
            return words % each
        return _("%(left)s of %(ceiling)s are left for %(what)s.") % self._facts

    @property
    def refusal(self) -> str:
        """Why the claim cannot be submitted, and by how much."""
        if self.cap.scope == CapScope.CLAIM:
            words = _(
                "The cap for %(what)s is %(ceiling)s for each claim. This claim asks for %(asked)s: "
                "%(over)s too much."
            )
        else:
            words = _(
                "The cap for %(what)s is %(ceiling)s for this usage period; %(left)s are left. "
                "This claim asks for %(asked)s: %(over)s too much."
            )
        return words % self._facts

    @property
    def _facts(self) -> dict[str, str]:
        kinds = ", ".join(str(kind) for kind in self.cap.expense_kinds.all())
        activity = str(self.claim.activity)
        amounts = {name: self._money(getattr(self, name)) for name in ("left", "asked", "over")}
        return {
            "what": f"{activity} ({kinds})" if kinds else activity,
            "ceiling": self._money(self.ceiling or Decimal(0)),
            **amounts,
        }

    def _money(self, amount: Decimal) -> str:
        return format_money(amount, self.claim.currency, get_language() or "en")


def cap_left(claim: Claim, fund: Fund | None, lines: Iterable[Expense] | None = None) -> list[CapLeft]:
    """Every cap that holds for the claim, with what is left under it.

    fund: locked where the answer decides, freshly read for a page, None where nothing was
    earned yet; lines: instead of the stored ones, e.g. with what is being typed. One query
    where a cap counts what other claims use, else none.
    """
    caps = caps_in_force(claim.rules, claim.program)
    counted = list(claim.expenses.all() if lines is None else lines)
    adds_up = fund is not None and any(cap.scope == CapScope.PERIOD for cap in caps)
    used = _used_by_others(claim, fund) if fund and adds_up else Decimal(0)
    earned = fund.available if fund else Decimal(0)
    return [_one(cap, claim, counted, used, earned) for cap in caps]


def cap_left_on_page(claim: Claim) -> list[CapLeft]:
    """The same by the fund as the page reads it; nothing is asked where the activity has no cap."""
    return cap_left(claim, claim.fund) if caps_in_force(claim.rules, claim.program) else []


def require_caps(claim: Claim, fund: Fund) -> None:
    """R12, enforced when a claim is submitted. The fund is locked. Raises ActionRefused with every cap by how much."""
    refusals = [one.refusal for one in cap_left(claim, fund) if one.over]
    if refusals:
        raise ActionRefused(" ".join(refusals))


def _one(cap: Cap, claim: Claim, lines: list[Expense], used: Decimal, earned: Decimal) -> CapLeft:
    kinds = {kind.pk for kind in cap.expense_kinds.all()}
    asked = sum((line.amount for line in lines if not kinds or line.kind_id in kinds), Decimal(0))
    persons = _persons(cap, claim)
    most = None
    if persons is not None or cap.kind != CapKind.PER_PERSON:
        most = ceiling(cap, claim.program, earned=earned, persons=persons or 0)
    adds_up = cap.scope == CapScope.PERIOD
    return CapLeft(cap, claim, most, used if adds_up else Decimal(0), asked)


def _persons(cap: Cap, claim: Claim) -> int | None:
    """What the result figure says that counts the persons; None where it is not given yet."""
    given = [
        proof.text
        for proof in claim.proofs.all()
        if proof.requirement and proof.requirement.key == cap.persons_key
    ]
    return int(given[-1]) if given and given[-1].isdecimal() else None


def _used_by_others(claim: Claim, fund: Fund) -> Decimal:
    """Held and approved for the location's other claims of this activity's code in the usage period."""
    others = Claim.objects.filter(
        partner=claim.partner_id,
        program=claim.program_id,
        period=claim.period_id,
        activity__activity_type=claim.activity.activity_type_id,
    ).exclude(pk=claim.pk)
    entries = FundEntry.objects.filter(
        fund=fund, subject_kind=Claim.SUBJECT_KIND, subject_id__in=others.values("pk")
    )
    return entries.total(Figure.HELD, Figure.APPROVED)
