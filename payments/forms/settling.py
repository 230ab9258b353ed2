"""Forms about one payment that was sent: why it failed, what became of it, why the location is paid again."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from payments.enums import PaymentStage
from payments.reasons import WORDS
from programs.day_field import DayField

LINES = forms.Textarea(attrs={"rows": 3})


class FailedForm(forms.Form):
    """Why the bank did not pay, as it says by another way than a statement."""

    code = forms.ChoiceField(label=gettext_lazy("The bank's code"), required=False)
    words = forms.CharField(
        label=gettext_lazy("What does the bank say?"),
        help_text=gettext_lazy("The partner reads it."),
        max_length=400,
        widget=LINES,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        known = [(code, f"{code}: {words}") for code, words in WORDS.items()]
        self.fields["code"].choices = [("", _("None")), *known]


class UnknownForm(forms.Form):
    """Why nobody knows whether the bank has it."""

    words = forms.CharField(
        label=gettext_lazy("What happened?"),
        help_text=gettext_lazy("For example: a time-out after the file was handed over."),
        max_length=400,
        widget=LINES,
    )


class OutcomeForm(forms.Form):
    """What the bank says of a payment nobody knew about."""

    outcome = forms.ChoiceField(
        label=gettext_lazy("What became of it?"),
        choices=[
            (PaymentStage.PAID, gettext_lazy("The bank paid it")),
            (PaymentStage.FAILED, gettext_lazy("The bank did not pay it")),
        ],
        widget=forms.RadioSelect,
    )
    booked_on = DayField(label=gettext_lazy("Booked on"), required=False)
    reference = forms.CharField(label=gettext_lazy("Bank reference"), required=False, max_length=100)
    note = forms.CharField(label=gettext_lazy("How do you know?"), max_length=400, widget=LINES)


class ClearForm(forms.Form):
    """Why the location may be paid again."""

    because = forms.CharField(
        label=gettext_lazy("Why is the bank data right?"),
        help_text=gettext_lazy("It stays in the history of the payment."),
        max_length=400,
        widget=LINES,
    )
