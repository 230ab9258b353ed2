"""Forms around invoices: the partner's tax invoice, why one is refused, and whose invoice is needed where."""

import re
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from accounts.places import countries_by_name
from documents.forms import UploadField
from payments.actions.invoicing import Written
from payments.enums import InvoiceRule
from programs.day_field import DayField
from programs.money_field import AmountField

PERCENT = Decimal(100)


class TaxInvoiceForm(forms.Form):
    """What stands on the tax invoice, and the file."""

    file = UploadField(label=gettext_lazy("File of the tax invoice"))
    number = forms.CharField(label=gettext_lazy("Invoice number"), max_length=60)
    issued_on = DayField(label=gettext_lazy("Invoice date"))
    net = AmountField(label=gettext_lazy("Net amount"))
    tax = AmountField(
        label=gettext_lazy("Tax"), allow_zero=True, help_text=gettext_lazy("0 where the invoice has none.")
    )

    def __init__(self, *args: Any, currency: str, due: Decimal, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("net", "tax"):
            self.fields[name].currency = currency
            self.fields[name].suffix = currency
            self.fields[name].width = "sm"
        self.fields["number"].width = "md"
        self.fields["net"].initial = due

    @property
    def written(self) -> Written:
        """As the act takes it; after the form was found valid."""
        return Written(**{name: self.cleaned_data[name] for name in ("number", "issued_on", "net", "tax")})


class RefuseForm(forms.Form):
    """Why a tax invoice is refused: the partner reads it."""

    words = forms.CharField(
        label=gettext_lazy("Why is it refused?"),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("The partner reads this, and gives another one."),
    )


class RateField(forms.CharField):
    """A rate of tax as people write it, in percent; cleans to a fraction: "19 %" is 0.19."""

    def clean(self, value: Any) -> Decimal:
        text = super().clean(value).replace("%", "").replace(",", ".").strip()
        if not text:
            return Decimal(0)
        if not re.fullmatch(r"\d{1,3}(\.\d{1,2})?", text) or Decimal(text) > PERCENT:
            raise forms.ValidationError(_("Write the rate in percent, from 0 to 100, for example 19."))
        return Decimal(text) / PERCENT

    def prepare_value(self, value: Any) -> Any:
        if not isinstance(value, Decimal):
            return value
        text = f"{(value * PERCENT).normalize():f}"
        return text.replace(".", ",") if get_language() == "de" else text


class TermsForm(forms.Form):
    """Whose invoice is needed, and the rate of tax where we write it."""

    rule = forms.ChoiceField(
        label=gettext_lazy("Invoice"), choices=InvoiceRule.choices, widget=forms.RadioSelect
    )
    tax_rate = RateField(
        label=gettext_lazy("Rate of tax"),
        required=False,
        help_text=gettext_lazy("Only for self-billing: what stands in the invoices we write."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["tax_rate"].suffix = "%"
        self.fields["tax_rate"].width = "xs"


class NewTermsForm(TermsForm):
    """The same for a country that has no row yet."""

    country = forms.ChoiceField(label=gettext_lazy("Country of the location"))
    field_order = ("country", "rule", "tax_rate")

    def __init__(self, *args: Any, taken: set[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offered = [one for one in countries_by_name(get_language() or "en") if one[0] not in taken]
        everything = [] if "" in taken else [("", _("Every other country"))]
        self.fields["country"].choices = [*everything, *offered]
        self.fields["country"].required = bool("" in taken)
