"""Answering a request: words to one item and over all, and corrections of a submitted line."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from claims.answers import AMOUNTS, FIELDS, Answer, label_of, pending_for, value_now
from claims.models import Expense
from programs.day_field import DayField
from programs.forms.several import SeveralPeople
from programs.money_field import AmountField
from review.models import Request


class ItemCommentForm(forms.Form):
    """Words to one of the things that are asked for."""

    comment = forms.CharField(
        label=_("Your words to this"),
        max_length=4000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
    )


class SendForm(forms.Form):
    """The words over all of the answer; where something is unanswered, that it is sent nevertheless."""

    comment = forms.CharField(
        label=_("Your answer in words"),
        max_length=4000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 5}),
    )
    nevertheless = forms.BooleanField(
        label=_("Send it without an answer to these"),
        required=False,
        error_messages={
            "required": _("Not everything is answered. Answer it, or confirm that it stays open.")
        },
    )

    def __init__(self, *args: Any, unanswered: Sequence[Answer], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.unanswered = unanswered
        if not unanswered:
            del self.fields["nevertheless"]
        elif "send" in self.data:
            self.fields["nevertheless"].required = True

    @property
    def asks_to_confirm(self) -> bool:
        """Whether it was sent with gaps: from then on the page asks."""
        return self.is_bound and "nevertheless" in self.errors


class CorrectionForm(SeveralPeople):
    """What of a submitted line can be corrected; with amounts for an incentives admin alone (R7)."""

    vendor = forms.CharField(max_length=200)
    invoice_number = forms.CharField(max_length=60)
    invoice_date = DayField()
    net = AmountField(help_text=_("Without tax. It can be lower than what you submitted, never higher."))
    tax = AmountField(required=False, allow_zero=True, help_text=_("Recorded, not claimed."))
    service_first_day = DayField(required=False)
    service_last_day = DayField(required=False)
    description = forms.CharField(max_length=400, required=False)

    def __init__(
        self, *args: Any, line: Expense, request: Request, today: date, amounts: bool, **kwargs: Any
    ) -> None:
        pending = pending_for(request, line)
        names = [name for name in FIELDS if amounts or name not in AMOUNTS]
        now = {name: value_now(line, pending, name) for name in names}
        super().__init__(*args, initial=now.copy(), auto_id="correct-%s", **kwargs)
        self.saw(now)
        self.changed = bool(pending)
        for name in FIELDS:
            self.fields[name].label = label_of(name)
        self.fields["invoice_date"].within(None, today)
        for name in AMOUNTS:
            self.fields[name].currency = line.currency
            self.fields[name].suffix = line.currency
            if not amounts:
                del self.fields[name]

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        first, last = cleaned.get("service_first_day"), cleaned.get("service_last_day")
        if first and last and first > last:
            self.add_error("service_last_day", _("The service cannot end before it begins."))
        if "tax" in self.fields and "tax" not in self.errors:
            cleaned["tax"] = cleaned.get("tax") or 0
        return cleaned

    def values(self) -> dict[str, Any]:
        """Of a valid form: the fields by name, for the action."""
        return {name: self.cleaned_data[name] for name in FIELDS if name in self.fields}
