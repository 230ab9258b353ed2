"""An amount in a form: typed and shown by the reader's language."""

from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from programs.money import NotAnAmount, parse_amount, write_amount


class AmountField(forms.Field):
    """Cleans to a Decimal in the minor unit of `currency`, or None where it is empty and not required.

    A form that lets people choose the currency sets `form.fields[name].currency`
    before it is validated. What was typed stays in the field when it cannot be read.
    """

    widget = forms.TextInput
    default_error_messages = {
        "required": _("Enter an amount."),
        "not_positive": _("The amount must be more than zero."),
    }

    def __init__(self, *, currency: str = "EUR", allow_zero: bool = False, **kwargs: Any) -> None:
        self.currency = currency
        self.allow_zero = allow_zero
        super().__init__(**kwargs)

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        return {"inputmode": "decimal", "autocomplete": "off"}

    def prepare_value(self, value: Any) -> Any:
        return write_amount(value, self.currency, _language()) if isinstance(value, Decimal) else value

    def to_python(self, value: Any) -> Decimal | None:
        if value is None or not str(value).strip():
            return None
        try:
            return parse_amount(str(value), _language(), self.currency)
        except NotAnAmount as error:
            raise ValidationError(error.reason, code="not_an_amount") from error

    def validate(self, value: Any) -> None:
        super().validate(value)
        if value is not None and not value and not self.allow_zero:
            raise ValidationError(self.error_messages["not_positive"], code="not_positive")

    def has_changed(self, initial: Any, data: Any) -> bool:
        try:
            return self.to_python(data) != initial
        except ValidationError:
            return True


def _language() -> str:
    return get_language() or "en"
