"""Whose account payments go from where nothing is set: an invented company, a number made for examples."""

from typing import Any

EXAMPLE_PAYER: dict[str, Any] = {
    "name": "Vendor Europe Marketing GmbH",
    "iban": "DE75512108001245126199",
    "bic": "SOGEDEFFXXX",
    "address": ["Beispielallee 1", "80331 München", "Germany"],
    "tax_id": "DE136695976",
}
