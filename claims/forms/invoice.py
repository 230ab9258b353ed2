from datetime import date
from decimal import Decimal
from typing import Any

from django import forms
from django.conf import settings
from django.db.models import Q, QuerySet
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from claims.filling import TAKES
from claims.forms.from_file import FromFile
from claims.forms.marks import TO_SUBMIT
from claims.models import Claim, Expense
from claims.readiness import files_of
from documents.forms import UploadField
from documents.models import Document
from programs.day_field import DayField
from programs.forms.several import SeveralPeople
from programs.models import ExpenseKind
from programs.money import currency_name
from programs.money_field import AmountField
from programs.rates import currencies_into


class InvoiceForm(FromFile, SeveralPeople):
    """One invoice line with its file. `kept` names a file that outlived an earlier, failing form."""

    file = UploadField(
        label=_("The invoice as a file"),
        required=False,
        help_text=_(
            "PDF, photo or e-invoice (XML). Send it first, and what can be read in it is filled in. "
            "You can also add it later."
        ),
    )
    kept = forms.CharField(widget=forms.HiddenInput, required=False)
    vendor = forms.CharField(label=_("Who sent the invoice"), max_length=200)
    invoice_number = forms.CharField(label=_("Invoice number"), max_length=60)
    invoice_date = DayField(label=_("Invoice date"))
    kind = forms.ModelChoiceField(
        label=_("What it is for"), queryset=ExpenseKind.objects.none(), empty_label=_("Choose")
    )
    currency = forms.ChoiceField(label=_("Currency of the invoice"), required=False)
    net = AmountField(
        label=_("Net amount"),
        help_text=_("Without tax. This is what you claim here."),
    )
    tax = AmountField(label=_("Tax"), required=False, allow_zero=True, help_text=_("Recorded, not claimed."))
    invoice_net = AmountField(
        label=_("Net amount of the whole invoice"),
        required=False,
        help_text=_("The net amount above is then the share you claim here. Other claims may take the rest."),
    )
    service_first_day = DayField(label=_("Service from"), required=False)
    service_last_day = DayField(label=_("Service until"), required=False)
    description = forms.CharField(label=_("What was paid for"), max_length=400, required=False)

    FACTS = ("kind", "description", "invoice_net", *TAKES)

    def __init__(self, *args: Any, line: Expense, user: Any, today: date, **kwargs: Any) -> None:
        self.line, self.user = line, user
        initial = {name: getattr(line, name, None) for name in self.FACTS} if line.pk else {}
        super().__init__(*args, initial=initial.copy(), **kwargs)
        self.saw(initial | {"file": line.document} if line.pk else {})
        self.fields["kind"].queryset = kinds_of(line.claim)
        self.fields["invoice_date"].within(None, today)
        if not line.document_id and not self.data.get("kept"):
            self.fields["file"].mark = TO_SUBMIT
        self._offer_currencies(today)
        for name in ("invoice_number", "kind"):
            self.fields[name].width = "md"

    def _offer_currencies(self, today: date) -> None:
        """The program's currency first; amounts are read by the minor unit of the one that is chosen."""
        own = self.line.claim.currency
        offered = list(
            dict.fromkeys([*currencies_into(self.line.claim.program, today), self.line.currency or own])
        )
        self.initial["currency"] = self.line.currency or own
        self.fields["currency"].required = len(offered) > 1
        self.fields["currency"].choices = [(code, currency_name(code)) for code in offered]
        self.fields["currency"].help_text = _("As printed on it. Is yours missing? Ask at %(help)s.") % {
            "help": settings.HELP_EMAIL
        }
        chosen = self.data.get("currency") if self.is_bound else self.line.currency
        for name in ("net", "tax", "invoice_net"):
            self.fields[name].currency = chosen if chosen in offered else own
        if len(offered) == 1:
            del self.fields["currency"]
            for name in ("net", "tax", "invoice_net"):
                self.fields[name].suffix = own

    def clean(self) -> dict[str, Any]:
        """Days in order, a share less than its invoice; a file that gives money back only with words that say why."""
        cleaned: dict[str, Any] = super().clean() or {}
        first, last = cleaned.get("service_first_day"), cleaned.get("service_last_day")
        if first and last and first > last:
            self.add_error("service_last_day", _("The service cannot end before it begins."))
        net, whole = cleaned.get("net"), cleaned.get("invoice_net")
        if net and whole and whole <= net:
            told = _(
                "A share is less than the whole invoice. Enter what the whole invoice comes to, or nothing."
            )
            self.add_error("invoice_net", told)
        read = None if cleaned.get("file") else self.reading
        if read and read.gives_back and not cleaned.get("description"):
            told = _(
                "This file gives money back. Say under “What was paid for” why you claim it nevertheless."
            )
            self.add_error("description", told)
        return cleaned

    def clean_currency(self) -> str:
        return self.cleaned_data["currency"] or self.line.claim.currency

    def clean_kept(self) -> Document | None:
        """Only a file of the same location that the same person sent, or one of the claim with the same bytes."""
        return self._keepable().filter(public_id=self.cleaned_data["kept"]).first()

    def clean_tax(self) -> Decimal:
        return self.cleaned_data["tax"] or Decimal(0)

    def filled_line(self) -> Expense:
        """The line with what was typed, for the action to save."""
        for name in self.FACTS:
            setattr(self.line, name, self.cleaned_data.get(name))
        self.line.currency = self.line.currency or self.line.claim.currency
        return self.line

    def _given(self, name: str) -> Any:
        sent = self.cleaned_data.get("file") or self.cleaned_data.get("kept")
        return sent if name == "file" else super()._given(name)

    def _written(self, name: str, value: Any) -> str:
        return value.name if name == "file" and value else super()._written(name, value)

    @property
    def says_share(self) -> bool:
        """Whether something stands in the field of the whole invoice."""
        return bool(self["invoice_net"].value())

    def keep(self, document: Document) -> None:
        """Carry a file over to the next try."""
        self.data = self.data.copy()
        self.data["kept"] = document.public_id
        self.document = document

    def only_the_file(self) -> None:
        """Nothing is to be saved but the file: what the other fields lack is no error yet."""
        for name in [one for one in self.errors if one != "file"]:
            del self.errors[name]

    @cached_property
    def document(self) -> Document | None:
        """The file of the line as it would be saved: one that is carried over, else the line's own."""
        return self.kept_document or self.line.document

    @property
    def kept_document(self) -> Document | None:
        """The file that is carried over, to be shown beside the field."""
        if not self.is_bound:
            return None
        kept = self.data.get("kept", "")
        return self._keepable().select_related("uploaded_by", "reading").filter(public_id=kept).first()

    def _keepable(self) -> QuerySet[Document]:
        mine = Document.objects.filter(partner=self.line.claim.partner)
        return mine.filter(Q(uploaded_by=self.user) | Q(pk__in=[one.pk for one in files_of(self.line.claim)]))


def kinds_of(claim: Claim) -> Any:
    """The activity's eligible kinds; all of them where it names none."""
    eligible = claim.rules.expense_kinds.all()
    return eligible or ExpenseKind.objects.all()
