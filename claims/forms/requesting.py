"""Words that turn a claim over to somebody else: a request to the partner, a return to the reviewer."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from claims.models import Claim
from claims.parts import parts_of
from programs.enums import ReasonKind
from programs.models import Reason
from review.wanted import Wanted

#: More things than this are asked for in turn.
MOST = 20
FIELDS = ("part", "reason", "words")
#: What the list of parts sends for the claim as a whole, whose name is "".
WHOLE = "whole"


@dataclass(frozen=True)
class Item:
    """The fields of one thing that is asked for, for the page."""

    number: int
    part: forms.BoundField
    reason: forms.BoundField
    words: forms.BoundField


class RequestForm(forms.Form):
    """One thing or several: which part of the claim, a reason of the catalogue, own words; and words over all.

    The number of things stands in a hidden field; things in which nothing was filled in are not asked for.
    """

    count = forms.IntegerField(widget=forms.HiddenInput, min_value=1, max_value=MOST)
    over_all = forms.CharField(
        label=gettext_lazy("Words over all of it"),
        help_text=gettext_lazy("For example why it is needed. The partner reads them first."),
        required=False,
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(self, claim: Claim, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.parts = {one.key: one for one in parts_of(claim)}
        self.reasons = Reason.objects.offered(ReasonKind.REQUEST, claim.program)
        self.things = _number((self.data if self.is_bound else self.initial).get("count"))
        self.initial["count"] = self.things
        choices = [(one.pk, str(one)) for one in self.reasons]
        for number in range(1, self.things + 1):
            self._add_item(number, choices)

    def _add_item(self, number: int, reasons: list[tuple[int, str]]) -> None:
        parts = [(key or WHOLE, str(one)) for key, one in self.parts.items()]
        reason = forms.TypedChoiceField(
            label=_("Reason"),
            choices=[("", _("In your own words only")), *reasons],
            required=False,
            coerce=int,
            empty_value=None,
        )
        words = forms.CharField(
            label=_("What do you need?"),
            help_text=_(
                "Name the document or answer, and what it must show. The partner gets these words by mail."
            ),
            required=False,
            max_length=2000,
            widget=forms.Textarea(attrs={"rows": 3}),
        )
        reason.mark, words.mark = _("(or your own words)"), _("(or a reason)")  # type: ignore[attr-defined]
        part = forms.ChoiceField(label=_("What is it about?"), choices=parts, initial=WHOLE)
        self.fields |= {f"part-{number}": part, f"reason-{number}": reason, f"words-{number}": words}

    @classmethod
    def with_more(cls, claim: Claim, typed: Mapping[str, str]) -> "RequestForm":
        """The same, with everything typed, and one thing more."""
        return cls(claim, initial={**typed, "count": min(_number(typed.get("count")) + 1, MOST)})

    @classmethod
    def with_less(cls, claim: Claim, typed: Mapping[str, str], number: str) -> "RequestForm":
        """The same, with everything typed, without the thing of this number."""
        count = _number(typed.get("count"))
        kept = [one for one in range(1, count + 1) if str(one) != number] or [count + 1]
        moved = {
            f"{name}-{place}": typed.get(f"{name}-{old}", "")
            for place, old in enumerate(kept, start=1)
            for name in FIELDS
        }
        return cls(claim, initial={"over_all": typed.get("over_all", ""), **moved, "count": len(kept)})

    def items(self) -> Iterator[Item]:
        """The things, in order."""
        for number in range(1, self.things + 1):
            yield Item(number, *(self[f"{name}-{number}"] for name in FIELDS))

    @property
    def may_grow(self) -> bool:
        return self.things < MOST

    @property
    def next_number(self) -> int:
        """Of the thing that would be added."""
        return self.things + 1

    def clean(self) -> dict[str, Any]:
        """Each thing says what it is; one at least is there."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        filled = [number for number in range(1, self.things + 1) if self._is_filled(cleaned, number)]
        for number in filled or [1]:
            empty = not cleaned.get(f"reason-{number}") and not cleaned.get(f"words-{number}")
            if empty and not {f"reason-{number}", f"words-{number}"} & self.errors.keys():
                self.add_error(f"words-{number}", self._nothing_said(number))
        return cleaned

    def _nothing_said(self, number: int) -> str:
        told = _("Say what you need from the partner: choose a reason, or use your own words.")
        return (
            told
            if self.things == 1
            else _("Number %(number)s: %(words)s") % {"number": number, "words": told}
        )

    def _is_filled(self, cleaned: Mapping[str, Any], number: int) -> bool:
        part, reason, words = (cleaned.get(f"{name}-{number}") for name in FIELDS)
        failed = any(f"{name}-{number}" in self.errors for name in FIELDS)
        return bool(failed or reason or words or part not in {None, "", WHOLE})

    def wanted(self) -> list[Wanted]:
        """Of a valid form: what is asked for."""
        chosen = {one.pk: one for one in self.reasons}
        given = self.cleaned_data
        return [
            Wanted(
                _name(given[f"part-{number}"]),
                chosen.get(given[f"reason-{number}"]),
                given[f"words-{number}"],
            )
            for number in range(1, self.things + 1)
            if self._is_filled(given, number)
        ]

    def typed(self) -> list[tuple[str, str]]:
        """What was chosen and typed, valid or not, for a person who was overtaken."""
        rows = [(self._about(item), self._said(item)) for item in self.items()]
        return [
            *((about, said) for about, said in rows if said),
            (str(self["over_all"].label), self["over_all"].value() or ""),
        ]

    def _about(self, item: Item) -> str:
        part = self.parts.get(_name(item.part.value()))
        return str(part or item.part.label)

    def _said(self, item: Item) -> str:
        reasons = {str(one.pk): str(one) for one in self.reasons}
        said = (reasons.get(str(item.reason.value())), item.words.value())
        return " ".join(one for one in said if one)


def _name(chosen: Any) -> str:
    """The name of the part that was chosen, as the request keeps it."""
    return "" if chosen in {None, WHOLE} else str(chosen)


def _number(value: Any) -> int:
    """How many things a page has; what makes no sense is one."""
    text = str(value or "")
    return min(max(int(text), 1), MOST) if text.isdecimal() and len(text) < 3 else 1


class ReturnForm(forms.Form):
    """Why an approver does not follow a recommendation."""

    reason = forms.CharField(
        label=gettext_lazy("Why do you send it back?"),
        help_text=gettext_lazy("The reviewer reads this, and it stays in the history."),
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 5}),
        error_messages={"required": gettext_lazy("Say why you send it back.")},
    )
