from datetime import date
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from claims.actions.certifying import as_shown
from claims.forms.invoice import kinds_of
from claims.models import Claim, WorkItem
from programs.day_field import DayField
from programs.forms.several import SeveralPeople
from programs.meanwhile import in_words
from programs.models import ExpenseKind
from programs.money_field import AmountField


class WorkItemForm(SeveralPeople):
    """What one person did on one day: hours at a rate, or what it actually cost."""

    day = DayField(label=_("Day"))
    person = forms.CharField(label=_("Who did the work"), max_length=120)
    role = forms.CharField(
        label=_("Their role"), max_length=120, help_text=_("For example: designer, trainer, event manager.")
    )
    work = forms.CharField(label=_("What was done"), max_length=400, widget=forms.Textarea(attrs={"rows": 3}))
    kind = forms.ModelChoiceField(
        label=_("What it is for"), queryset=ExpenseKind.objects.none(), empty_label=_("Choose")
    )
    hours = forms.DecimalField(
        label=_("Hours"),
        required=False,
        localize=True,
        max_digits=4,
        decimal_places=2,
        max_value=24,
        widget=forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off"}),
        error_messages={
            "invalid": _("Write the hours as a number, such as 7.5."),
            "max_value": _("A day has at most 24 hours."),
        },
    )
    rate = AmountField(label=_("Rate an hour"), required=False)
    cost = AmountField(
        label=_("Actual cost"), required=False, help_text=_("Instead of hours and rate, where you know it.")
    )

    FACTS = ("day", "person", "role", "work", "kind", "hours", "rate", "cost")

    def __init__(self, *args: Any, item: WorkItem, today: date, **kwargs: Any) -> None:
        self.item = item
        initial = {name: getattr(item, name) for name in self.FACTS} if item.pk else {}
        super().__init__(*args, initial=initial.copy(), **kwargs)
        self.saw(initial)
        claim = item.claim
        self.fields["kind"].queryset = kinds_of(claim)
        self.fields["day"].within(claim.period.first_day, min(claim.period.last_day, today))
        self.fields["hours"].width = "xs"
        for name in ("hours", "rate"):
            self.fields[name].mark = _("(or the actual cost)")
        self.fields["cost"].mark = _("(or hours and rate)")
        for name in ("rate", "cost"):
            self.fields[name].currency = self.fields[name].suffix = claim.currency

    def clean_hours(self) -> Decimal | None:
        hours = self.cleaned_data["hours"]
        if hours is not None and hours <= 0:
            raise forms.ValidationError(_("Enter more than 0 hours."))
        return hours

    def clean(self) -> dict[str, Any]:
        given = self.cleaned_data
        if any(name in self.errors for name in ("hours", "rate", "cost")):
            return given
        hours, rate, cost = (given.get(name) for name in ("hours", "rate", "cost"))
        if cost is not None and rate is not None:
            self.add_error("cost", _("Give either hours and a rate, or the actual cost, not both."))
        elif cost is None and hours is None:
            self.add_error("hours", _("Give the hours and a rate, or the actual cost."))
        elif cost is None and rate is None:
            self.add_error("rate", _("Give the rate for an hour, or the actual cost instead."))
        return given

    def filled_item(self) -> WorkItem:
        """The item with what was typed, for the action to save."""
        for name in self.FACTS:
            setattr(self.item, name, self.cleaned_data[name])
        return self.item


class CertifyForm(SeveralPeople):
    """Signing: a tick for all statements, and the name. Nothing is signed that was not seen."""

    agreed = forms.BooleanField(
        label=_("I certify all of the above."),
        error_messages={"required": _("Tick the box if you certify what is written here.")},
    )
    name = forms.CharField(
        label=_("Your first and last name"),
        max_length=150,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
        error_messages={"required": _("Sign with your first and last name.")},
    )

    def __init__(self, *args: Any, claim: Claim, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.claim = claim
        self.saw(as_shown(claim))

    def _given(self, name: str) -> Any:
        return self.cleaned_data.get(name) if name in self.fields else ""

    def _label(self, name: str) -> str:
        return _("Signed already") if name == "signed" else _("In-house work")

    def _written(self, name: str, value: Any) -> str:
        if value == "" or name in self.fields:
            return ""
        if name == "signed":
            return f"{value}, {value.signed_name}" if value else _("Not any more: the work was changed")
        item = next((one for one in self.claim.work_items.all() if one.public_id == name), None)
        return f"{in_words(item.day)}, {item.person}: {item.work}" if item else _("Removed")
