"""Deciding line by line: as claimed, cut to an amount, or refused, with the words for the partner."""

from collections.abc import Container, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django import forms
from django.db.models import TextChoices
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from claims.duplicates import Uses
from claims.models import Claim, Decision, Expense
from claims.outcomes import LineOutcome
from programs.enums import ReasonKind
from programs.models import Reason
from programs.money import NotAnAmount, format_money, parse_amount, write_amount
from programs.money_field import AmountField

#: The catalogue's reason for what was asked for and did not come in time (1.1).
NO_ANSWER = "no-answer"


class Choice(TextChoices):
    """What happens with a line."""

    APPROVE = "approve", gettext_lazy("Approve as claimed")
    CUT = "cut", gettext_lazy("Cut to an amount")
    REFUSE = "refuse", gettext_lazy("Refuse")


@dataclass(frozen=True)
class Line:
    """The fields of one line, for the page."""

    expense: Expense
    outcome: forms.BoundField
    amount: forms.BoundField
    code: forms.BoundField
    reason: forms.BoundField
    #: Only of a line that may be claimed twice (R18).
    despite: forms.BoundField | None = None


class DecisionForm(forms.Form):
    """One form for all lines of a claim; each line's fields bear its public id.

    Checks that each line is complete in itself; what may be approved, and by whom, is the action's.
    uses: where else the invoice of each line is used; a flagged line gets a field for the reason.
    before: what was recommended or decided before; its reasons can be chosen, also those not offered any more.
    """

    reason = forms.CharField(
        label=gettext_lazy("Words on the decision as a whole"),
        help_text=gettext_lazy(
            "The partner reads them. They also give the reason for every line that has none of its own."
        ),
        required=False,
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 4}),
    )

    def __init__(
        self,
        claim: Claim,
        *args: Any,
        uses: Mapping[int, Uses] | None = None,
        before: Decision | None = None,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.claim = claim
        self.uses = uses or {}
        self.reasons = _reasons(claim, before)
        self.flagged = {pk for pk, found in self.uses.items() if found.flagged}
        self.expenses = list(claim.expenses.all())
        for expense in self.expenses:
            self._add_line(expense)

    def _add_line(self, expense: Expense) -> None:
        amount = AmountField(
            label=_("Line %(number)s, amount you approve") % {"number": expense.position},
            currency=self.claim.currency,
            required=False,
            error_messages={"not_positive": _("To approve nothing, choose “Refuse”.")},
        )
        # An empty placeholder lets the style sheet see that nothing was typed.
        amount.widget.attrs["placeholder"] = " "
        amount.suffix = self.claim.currency  # type: ignore[attr-defined]
        self.fields |= {
            _name("outcome", expense): forms.ChoiceField(
                label=_("Line %(number)s, outcome") % {"number": expense.position},
                choices=Choice.choices,
                initial=Choice.APPROVE.value,
                widget=forms.RadioSelect,
                error_messages={"required": _("Choose what happens with this line.")},
            ),
            _name("amount", expense): amount,
            _name("code", expense): forms.ChoiceField(
                label=_("Line %(number)s, why it is cut or refused") % {"number": expense.position},
                help_text=_("The partner reads it in their language, with what would have mended it."),
                choices=[("", _("No reason from the list")), *self.reasons.items()],
                required=False,
            ),
            _name("reason", expense): forms.CharField(
                label=_("Line %(number)s, in your own words") % {"number": expense.position},
                required=False,
                max_length=1000,
                widget=forms.Textarea(attrs={"rows": 2, "placeholder": " "}),
            ),
        }
        if expense.pk in self.flagged:
            self.fields[_name("despite", expense)] = _despite_field(expense)

    @classmethod
    def filled(
        cls,
        claim: Claim,
        decision: Decision | None = None,
        typed: Mapping[str, str] | None = None,
        uses: Mapping[int, Uses] | None = None,
    ) -> "DecisionForm":
        """A form as if somebody had filled it in: like a recommendation, or with every line as claimed.

        typed: what stands in the form already; the words in it are kept.
        """
        values = values_of(claim, decision) | {"reason": decision.reason if decision else ""}
        kept = {
            name: words
            for name, words in (typed or {}).items()
            if words and (name == "reason" or name.startswith("despite-"))
        }
        return cls(claim, values | kept, uses=uses, before=decision)

    def lines(self) -> Iterator[Line]:
        """The lines in the claim's order."""
        for expense in self.expenses:
            fields = (self[_name(what, expense)] for what in ("outcome", "amount", "code", "reason"))
            yield Line(
                expense, *fields, self[_name("despite", expense)] if expense.pk in self.flagged else None
            )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        for expense in self.expenses:
            self._check_amount(expense, cleaned)
            self._check_reason(expense, cleaned)
            self._check_despite(expense, cleaned)
        return cleaned

    def _check_amount(self, expense: Expense, cleaned: Mapping[str, Any]) -> None:
        name = _name("amount", expense)
        if name not in cleaned or _name("outcome", expense) not in cleaned:
            return
        amount, cut = cleaned[name], cleaned[_name("outcome", expense)] == Choice.CUT
        if cut and amount is None:
            self._complain(name, _("Enter the amount you approve."))
        elif cut and amount > expense.amount:
            claimed = format_money(expense.amount, self.claim.currency, get_language() or "en")
            words = _("This line claims %(claimed)s; no more can be approved.")
            self._complain(name, words % {"claimed": claimed})
        elif amount is not None and not cut and amount != expense.amount:
            self._complain(
                name, _("An amount is entered here. Choose “Cut to an amount”, or empty this field.")
            )

    def _check_reason(self, expense: Expense, cleaned: Mapping[str, Any]) -> None:
        less = cleaned.get(_name("outcome", expense)) in {Choice.CUT, Choice.REFUSE}
        if less and self._amount(expense, cleaned) < expense.amount and not self._why(expense, cleaned):
            self._complain(_name("code", expense), _("Say why this line is cut or refused."))

    def _check_despite(self, expense: Expense, cleaned: Mapping[str, Any]) -> None:
        name = _name("despite", expense)
        if name in self.fields and self._amount(expense, cleaned) and not cleaned.get(name):
            self._complain(name, _("Say why this line is approved although it may be claimed twice."))

    def _complain(self, name: str, words: str) -> None:
        # With a code the summary on top names the line the sentence is about.
        self.add_error(name, forms.ValidationError(words, code="line"))

    def _why(self, expense: Expense, cleaned: Mapping[str, Any]) -> str:
        said = (cleaned.get(_name(what, expense)) for what in ("code", "reason"))
        return next(filter(None, said), "") or cleaned.get("reason", "")

    def _amount(self, expense: Expense, cleaned: Mapping[str, Any]) -> Decimal:
        outcome = cleaned.get(_name("outcome", expense))
        if outcome == Choice.CUT:
            return cleaned.get(_name("amount", expense)) or Decimal(0)
        return expense.amount if outcome == Choice.APPROVE else Decimal(0)

    def outcomes(self) -> dict[Expense, LineOutcome]:
        """Amount and reason of every line of a valid form; a line approved in full needs no reason."""
        return {expense: self._outcome(expense) for expense in self.expenses}

    def _outcome(self, expense: Expense) -> LineOutcome:
        amount = self._amount(expense, self.cleaned_data)
        if amount == expense.amount:
            return LineOutcome(amount)
        code = self.reasons.get(self.cleaned_data[_name("code", expense)])
        return LineOutcome(amount, self.cleaned_data[_name("reason", expense)], code)

    def so_far(self) -> dict[Expense, Decimal | None]:
        """What each line comes to as the form is filled in now; None where an amount cannot be read or is too much."""
        return {expense: self._so_far(expense) for expense in self.expenses}

    def _so_far(self, expense: Expense) -> Decimal | None:
        outcome = self[_name("outcome", expense)].value()
        if outcome != Choice.CUT:
            return expense.amount if outcome == Choice.APPROVE else Decimal(0)
        try:
            typed = self[_name("amount", expense)].value() or ""
            amount = parse_amount(str(typed), get_language() or "en", self.claim.currency)
        except NotAnAmount:
            return None
        return amount if amount <= expense.amount else None

    def despite(self) -> dict[Expense, str]:
        """Of a valid form: why lines are approved although they may be claimed twice."""
        return {
            expense: self.cleaned_data.get(_name("despite", expense), "")
            for expense in self.expenses
            if expense.pk in self.flagged
        }

    def typed(self) -> list[tuple[str, str]]:
        """What was chosen and typed, valid or not, for a person who was overtaken."""
        rows = [(str(line.expense), self._said(line)) for line in self.lines()]
        return [*rows, (str(self.fields["reason"].label), self["reason"].value() or "")]

    def _said(self, line: Line) -> str:
        said = dict(Choice.choices).get(line.outcome.value(), "")
        despite = line.despite.value() if line.despite else ""
        code = self.reasons.get(line.code.value(), "")
        words = (said, line.amount.value(), code, line.reason.value(), despite)
        return " · ".join(str(one) for one in words if one)


def _name(what: str, expense: Expense) -> str:
    return f"{what}-{expense.public_id}"


def _despite_field(expense: Expense) -> forms.CharField:
    number = {"number": expense.position}
    return forms.CharField(
        label=_("Line %(number)s, why it is approved although it may be claimed twice") % number,
        help_text=_("Needed to approve any of it. Only staff read it, never the partner."),
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 2, "placeholder": " "}),
    )


def _reasons(claim: Claim, before: Decision | None) -> dict[str, Reason]:
    """What may be chosen, by code, in the catalogue's order."""
    offered = {one.code: one for one in Reason.objects.offered(ReasonKind.DECISION, claim.program)}
    chosen = [line.code for line in before.lines.all() if line.code] if before else []
    return offered | {one.code: one for one in chosen}


def values_of(claim: Claim, decision: Decision | None, refused: Container[int] = ()) -> dict[str, str]:
    """The fields of the lines with the outcomes of a decision; without one each line is approved as claimed.

    refused: ids of lines the partner was asked about in vain; without a decision they are refused for that.
    """
    outcomes = {line.expense_id: line for line in decision.lines.all()} if decision else {}
    values: dict[str, str] = {}
    for expense in claim.expenses.all():
        line = outcomes.get(expense.pk)
        in_vain = decision is None and expense.pk in refused
        approved = line.approved if line else Decimal(0) if in_vain else expense.amount
        cut = 0 < approved < expense.amount
        choice = Choice.CUT if cut else Choice.APPROVE if approved else Choice.REFUSE
        written = write_amount(approved, claim.currency, get_language() or "en") if cut else ""
        values |= {
            _name("outcome", expense): choice.value,
            _name("amount", expense): written,
            _name("code", expense): NO_ANSWER if in_vain else line.code.code if line and line.code else "",
            _name("reason", expense): line.reason if line else "",
            _name("despite", expense): line.despite if line else "",
        }
    return values
