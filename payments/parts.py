"""This room's part of running a program, as the hub lists it, and its words in the program's history."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from accounts.places import country_name
from payments.enums import InvoiceRule
from programs.hub import Part
from programs.models import Program
from programs.money import format_share
from programs.told import Changed, Said

PARTS = (
    Part(
        "invoice_terms",
        gettext_lazy("Invoices for payments"),
        "invoice_terms",
        gettext_lazy("Whose invoice a payment needs, by country: none, the partner's, or one we write."),
        place=65,
    ),
)


def terms_set(params: Mapping[str, Any], program: Program) -> Said:
    """ "Invoices for payments to Germany changed", with each value before and after."""
    words = _("Invoices for payments to %(country)s changed") % {"country": _country(params)}
    return Said(words, changes=_changes(params))


def terms_removed(params: Mapping[str, Any], program: Program) -> Said:
    """The same where the row is gone."""
    words = _("Invoices for payments to %(country)s: the row was removed") % {"country": _country(params)}
    return Said(words, changes=_changes(params))


def _country(params: Mapping[str, Any]) -> str:
    return country_name(params["country"], get_language()) if params["country"] else _("every other country")


def _changes(params: Mapping[str, Any]) -> list[Changed]:
    labels = {"rule": _("Invoice"), "tax_rate": _("Rate of tax")}
    return [
        Changed(labels[name], _written(name, before), _written(name, after))
        for name, before, after in params["changes"]
    ]


def _written(name: str, value: Any) -> str:
    if value in ("", None):
        return "–"
    if name == "rule":
        return str(InvoiceRule(value).label)
    return format_share(Decimal(str(value)), get_language() or "en")


SAYINGS = {"payments.terms_set": terms_set, "payments.terms_removed": terms_removed}
