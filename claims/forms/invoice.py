from datetime import date
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from claims.forms.days import DayField
from claims.models import Claim, Expense
from documents.forms import UploadField
from documents.models import Document
from programs.models import ExpenseKind
from programs.money_field import AmountField


class InvoiceForm(forms.Form):
    """One invoice line with its file. `kept` names a file that outlived an earlier, failing form."""

    file = UploadField(
        label=_("The invoice as a file"),
        required=False,
        help_text=_("PDF, photo or e-invoice (XML). You can also add it later."),
    )
    kept = forms.CharField(widget=forms.HiddenInput, required=False)
    vendor = forms.CharField(label=_("Who sent the invoice"), max_length=200)
    invoice_number = forms.CharField(label=_("Invoice number"), max_length=60)
    invoice_date = DayField(label=_("Invoice date"))
    kind = forms.ModelChoiceField(
        label=_("What it is for"), queryset=ExpenseKind.objects.none(), empty_label=_("Choose")
    )
    net = AmountField(label=_("Net amount"), help_text=_("Without tax. This is what you claim."))
    tax = AmountField(label=_("Tax"), required=False, allow_zero=True, help_text=_("Recorded, not claimed."))
    description = forms.CharField(label=_("What was paid for"), max_length=400, required=False)

    FACTS = ("kind", "vendor", "invoice_number", "invoice_date", "description", "net", "tax")

    def __init__(self, *args: Any, line: Expense, user: Any, today: date, **kwargs: Any) -> None:
        self.line, self.user = line, user
        initial = {name: getattr(line, name, None) for name in self.FACTS} if line.pk else {}
        super().__init__(*args, initial=initial, **kwargs)
        self.fields["kind"].queryset = _kinds(line.claim)
        self.fields["invoice_date"].within(None, today)
        for name in ("net", "tax"):
            self.fields[name].currency = line.claim.currency
            self.fields[name].suffix = line.claim.currency
        for name in ("invoice_number", "kind"):
            self.fields[name].width = "md"

    def clean_kept(self) -> Document | None:
        """Only a file of the same location that the same person sent."""
        mine = Document.objects.filter(partner=self.line.claim.partner, uploaded_by=self.user)
        return mine.filter(public_id=self.cleaned_data["kept"]).first()

    def clean_tax(self) -> Decimal:
        return self.cleaned_data["tax"] or Decimal(0)

    def filled_line(self) -> Expense:
        """The line with what was typed, for the action to save."""
        for name in self.FACTS:
            setattr(self.line, name, self.cleaned_data[name])
        return self.line

    def keep(self, document: Document) -> None:
        """Carry a file over to the next try."""
        self.data = self.data.copy()
        self.data["kept"] = document.public_id

    @property
    def kept_document(self) -> Document | None:
        """The file that is carried over, to be shown beside the field."""
        if not self.is_bound:
            return None
        mine = Document.objects.filter(partner=self.line.claim.partner, uploaded_by=self.user)
        return mine.select_related("uploaded_by").filter(public_id=self.data.get("kept", "")).first()


def _kinds(claim: Claim) -> Any:
    """The activity's eligible kinds; all of them where it names none."""
    eligible = claim.activity.expense_kinds.all()
    return eligible or ExpenseKind.objects.all()
