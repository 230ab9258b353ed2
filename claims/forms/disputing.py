"""Disputing a decision: why on the whole, and which lines, with words on each."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from claims.actions.disputing import SAY_WHY
from claims.decided import DecidedLine, last_decision
from claims.models import Claim, Expense


@dataclass(frozen=True)
class Line:
    """A line that was cut, and its fields."""

    decided: DecidedLine
    chosen: forms.BoundField
    words: forms.BoundField


class DisputeForm(forms.Form):
    """One form for the whole; what was saved before stands in it. Load the claim with `for_page()`."""

    statement = forms.CharField(
        label=gettext_lazy("Why do you disagree?"),
        help_text=gettext_lazy("Whoever decides anew reads this first."),
        required=False,
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 6}),
    )

    def __init__(self, claim: Claim, data: Any = None, *, sending: bool = False) -> None:
        saved = {line.expense_id: line.words for line in claim.disputed_lines.all()}
        self.sending = sending
        decided = last_decision(claim)
        self.cut = [line for line in decided.lines if line.cut] if decided else []
        initial: dict[str, Any] = {"statement": claim.dispute_statement}
        for line in self.cut:
            initial[_name("line", line.expense)] = line.expense.pk in saved
            initial[_name("words", line.expense)] = saved.get(line.expense.pk, "")
        super().__init__(data, initial=initial)
        self.fields["statement"].mark = _("(or at each line you tick)")  # type: ignore[attr-defined]
        for line in self.cut:
            self._add(line.expense)

    def _add(self, expense: Expense) -> None:
        number = {"number": expense.position}
        self.fields[_name("line", expense)] = forms.BooleanField(
            label=_("I dispute line %(number)s") % number, required=False
        )
        self.fields[_name("words", expense)] = forms.CharField(
            label=_("Line %(number)s, why you disagree") % number,
            required=False,
            max_length=2000,
            widget=forms.Textarea(attrs={"rows": 3}),
        )
        self.fields[_name("words", expense)].mark = _("(or below, on the whole)")  # type: ignore[attr-defined]

    def lines(self) -> Iterator[Line]:
        """The lines that were cut, in the claim's order."""
        for line in self.cut:
            yield Line(line, self[_name("line", line.expense)], self[_name("words", line.expense)])

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        chosen = self._chosen(cleaned)
        explained = cleaned.get("statement") or (chosen and all(chosen.values()))
        if self.sending and not explained:
            self.add_error("statement", SAY_WHY)
        return cleaned

    def chosen(self) -> dict[Expense, str]:
        """Of a valid form: the lines that are disputed, with the words on each; words on a line choose it."""
        return self._chosen(self.cleaned_data)

    def _chosen(self, cleaned: dict[str, Any]) -> dict[Expense, str]:
        said = {line.expense: cleaned.get(_name("words", line.expense), "") for line in self.cut}
        return {one: words for one, words in said.items() if words or cleaned.get(_name("line", one))}


def _name(what: str, expense: Expense) -> str:
    return f"{what}-{expense.public_id}"
