"""Forms about money that has to come back."""

from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy

from programs.day_field import DayField
from programs.money_field import AmountField

LINES = forms.Textarea(attrs={"rows": 3})


class _InCurrency(forms.Form):
    amount = AmountField(label=gettext_lazy("Amount"))

    def __init__(self, *args: Any, currency: str, most: Decimal, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["amount"]
        field.currency, field.suffix, field.width, field.initial = currency, currency, "sm", most


class OpenForm(_InCurrency):
    """How much has to come back, and why."""

    reason = forms.CharField(
        label=gettext_lazy("Why has it to come back?"),
        help_text=gettext_lazy("The partner reads it once it is announced."),
        max_length=1000,
        widget=LINES,
    )


class RepaymentForm(_InCurrency):
    """Money the partner sent back."""

    received_on = DayField(label=gettext_lazy("Received on"))
    reference = forms.CharField(label=gettext_lazy("Bank reference"), max_length=100)


class WaiverForm(forms.Form):
    """Why it is not asked for any more."""

    reason = forms.CharField(
        label=gettext_lazy("Why is it not asked for any more?"),
        help_text=gettext_lazy("Another person has to agree."),
        max_length=1000,
        widget=LINES,
    )
