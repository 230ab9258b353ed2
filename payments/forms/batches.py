"""Forms of payers: what goes into a batch, that it was sent, why it is withdrawn, and what is looked for."""

from datetime import date
from typing import Any

from django import forms
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from claims.enums import PaymentHold, PaymentState
from payments.enums import BatchState
from payments.models import Batch
from programs.day_field import DayField
from programs.models import Program

SEARCH = forms.TextInput(attrs={"type": "search"})


class PlanForm(forms.Form):
    """What the payer chooses; the plan that is shown follows it."""

    execute_on = DayField(label=_("Day of payment"), help_text=_("A day on which banks pay."))
    smaller_too = forms.BooleanField(
        label=_("Also sums below the minimum"),
        required=False,
        help_text=_("Only with the last batch of the program's year, in June."),
    )
    without = forms.MultipleChoiceField(required=False, widget=forms.MultipleHiddenInput)
    seen = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # Public ids of locations: one that is none of the plan's leaves nothing out.
        given = self.data.getlist("without") if hasattr(self.data, "getlist") else []
        self.fields["without"].choices = [(one, one) for one in given]

    @property
    def choices(self) -> dict[str, Any]:
        """As the plan takes them, as far as they could be read."""
        self.is_valid()
        cleaned = self.cleaned_data
        return {
            "smaller_too": bool(cleaned.get("smaller_too")),
            "without": frozenset(cleaned.get("without", ())),
        }


class SentForm(forms.Form):
    """On which day the batch was given to the bank."""

    sent_on = DayField(label=_("Given to the bank on"))

    def __init__(self, *args: Any, earliest: date, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["sent_on"].initial = today
        self.fields["sent_on"].widget.attrs.update({"min": earliest.isoformat(), "max": today.isoformat()})


class WithdrawForm(forms.Form):
    """Why a batch is taken back."""

    reason = forms.CharField(
        label=_("Why is it withdrawn?"), max_length=400, widget=forms.Textarea(attrs={"rows": 3})
    )


class BatchFilter(forms.Form):
    """Unknown values of an old or edited address are passed over, not complained about."""

    q = forms.CharField(
        label=_("Batch, reference, claim or partner"), required=False, max_length=100, widget=SEARCH
    )
    program = forms.ChoiceField(label=_("Program"), required=False)
    state = forms.ChoiceField(label=_("State"), required=False, choices=[("", _("All")), *BatchState.choices])

    def __init__(self, *args: Any, programs: list[Program], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["program"].choices = [("", _("All")), *((one.code, str(one)) for one in programs)]

    @property
    def wanted(self) -> dict[str, str]:
        """What was asked for and is valid."""
        self.is_valid()
        return {name: value for name, value in self.cleaned_data.items() if value}

    def narrow(self, found: QuerySet[Batch]) -> QuerySet[Batch]:
        """The batches that pass."""
        wanted = self.wanted
        if code := wanted.get("program"):
            found = found.filter(program__code=code)
        if state := wanted.get("state"):
            found = found.filter(state=state)
        if text := wanted.get("q", "").strip():
            inside = Q(payments__reference__iexact=text) | Q(payments__partner__legal_name__icontains=text)
            inside |= Q(payments__items__claim__number__iexact=text) | Q(
                payments__partner__number__iexact=text
            )
            found = found.filter(pk__in=Batch.objects.filter(Q(number__iexact=text) | inside).values("pk"))
        return found


class WaitingFilter(forms.Form):
    """Over the claims with something approved that is not paid."""

    q = forms.CharField(label=_("Number or partner"), required=False, max_length=100, widget=SEARCH)
    program = forms.ChoiceField(label=_("Program"), required=False)
    state = forms.ChoiceField(label=_("Payment"), required=False)
    hold = forms.ChoiceField(
        label=_("On hold because"), required=False, choices=[("", _("All")), *PaymentHold.choices]
    )

    def __init__(self, *args: Any, programs: list[Program], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["program"].choices = [("", _("All")), *((one.code, str(one)) for one in programs)]
        states = [(one.value, one.label) for one in PaymentState if one != PaymentState.PAID]
        self.fields["state"].choices = [("", _("All")), *states]

    @property
    def wanted(self) -> dict[str, str]:
        """What was asked for and is valid."""
        self.is_valid()
        return {name: value for name, value in self.cleaned_data.items() if value}

    def narrow(self, found: Any) -> Any:
        """The claims that pass."""
        wanted = self.wanted
        if code := wanted.get("program"):
            found = found.filter(program__code=code)
        if state := wanted.get("state"):
            found = found.filter(payment_state=state)
        if hold := wanted.get("hold"):
            found = found.filter(payment_hold=hold)
        if text := wanted.get("q", "").strip():
            partner = Q(partner__legal_name__icontains=text) | Q(partner__number__iexact=text)
            found = found.filter(Q(number__iexact=text) | partner)
        return found
