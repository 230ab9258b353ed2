"""A form of an invoice line that a file fills: what is empty, in the open, and never over what was typed."""

from typing import Any

from django.core.exceptions import ValidationError
from django.utils.html import format_html

from claims.filling import AMOUNTS, TAKES, cautions, facts_of, note, offered
from claims.readiness.files import PRESENT
from documents.enums import State
from documents.models import Reading
from documents.reading import is_awaited, reading_of


class FromFile:
    """Mixed into a form that has a `line` (Expense), a `document`, and the fields of `claims.filling.TAKES`."""

    def fill(self) -> dict[str, str]:
        """Put what the file says into empty fields, as text for each field. Nothing typed is changed.

        The currency follows the file while no amount is typed; amounts are taken in their own currency alone.
        """
        said, filled = offered(self.reading), {}
        self.data = self.data.copy()
        if self._standing("invoice_net"):  # The amounts in the file are those of the whole invoice.
            said = {name: value for name, value in said.items() if name not in AMOUNTS}
        for name in sorted(said.keys() & self.fields.keys(), key=("currency", *self.fields).index):
            if not self._is_empty(name) or (name in AMOUNTS and said["currency"] != self._currency()):
                continue
            filled[name] = self.data[name] = str(self._prepared(name, said[name]))
        return {name: text for name, text in filled.items() if text}

    def _is_empty(self, name: str) -> bool:
        if name == "currency":
            return not any(self.data.get(amount) for amount in AMOUNTS)
        return not self.data.get(name, "").strip()

    def _prepared(self, name: str, value: Any) -> Any:
        """A value as it stands in the field; a currency only where it can be chosen."""
        if name == "currency":
            offers = dict(self.fields[name].choices)
            return value if value in offers else self.data.get(name) or self.line.claim.currency
        self.fields[name].currency = self._currency()
        return self.fields[name].prepare_value(value)

    def _currency(self) -> str:
        return self["currency"].value() if "currency" in self.fields else self.line.claim.currency

    def notes(self) -> dict[str, tuple[str, bool]]:
        """For each field a file may fill: what is said at it, and whether file and field differ.

        Of an invoice that is claimed in part the file knows the whole, and nothing of the share.
        """
        whole, said = self._standing("invoice_net"), {}
        for name in (*TAKES, "description"):
            if name in self.fields:
                value = None if whole and name in AMOUNTS else self._standing(name)
                said[name] = note(self.reading, name, value, self._currency())
        return said | {"invoice_net": note(self.reading, "net", whole, self._currency())}

    def _standing(self, name: str) -> Any:
        """The value that stands in a field now; None where it is empty or makes no sense."""
        value = self[name].value()
        if not isinstance(value, str):
            return value
        try:
            return self.fields[name].to_python(value)
        except ValidationError:
            return None

    def say_where_from(self) -> None:
        """Write each note into its field's hint, where a screen reader finds it; js/filling.js writes there too."""
        for name, (words, differs) in self.notes().items():
            field = self[name]
            hint = format_html("<span>{}</span> ", field.help_text) if field.help_text else ""
            mark = format_html(" {}", "data-differs") if differs else ""
            field.help_text = format_html(
                '{}<span class="field-read" id="read-{}"{}>{}</span>', hint, name, mark, words
            )

    @property
    def reading(self) -> Reading | None:
        return reading_of(self.document)

    @property
    def awaited(self) -> bool:
        """Whether a reading may still come."""
        return self.document is not None and is_awaited(self.document)

    @property
    def unchecked(self) -> bool:
        """Whether the checks of the file go on."""
        return self.document is not None and self.document.state == State.PENDING

    @property
    def not_accepted(self) -> bool:
        """Whether the file was not accepted, so that another one is needed."""
        return self.document is not None and self.document.state not in PRESENT

    @property
    def cautions(self) -> list[str]:
        return cautions(self.reading)

    @property
    def facts(self) -> list[tuple[str, str]]:
        return facts_of(self.reading) if self.reading else []
