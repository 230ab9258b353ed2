"""A form that several people may have open at once: nobody overwrites what they have not seen."""

from collections.abc import Mapping, Set
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django import forms
from django.db.models import Model
from django.utils.text import capfirst
from django.utils.translation import get_language

from history.models import Event
from lifecycle import ActionRefused
from programs.meanwhile import REMOVED, Overtaken, in_words, mark, marks, read_marks
from programs.money import format_money


@dataclass(frozen=True)
class Meanwhile:
    """What somebody else changed, for the page that is shown again: rows of label, theirs, yours."""

    rows: list[tuple[str, str, str]]
    who: Any = None
    at: datetime | None = None
    #: It was taken out altogether; saving adds it anew.
    gone: bool = False


class SeveralPeople(forms.Form):
    """Carries marks of what stood there when the page was drawn; its action compares them under the lock.

    A refused form holds `meanwhile`, and marks of what stands now: saving again is a decision.
    """

    seen = forms.CharField(widget=forms.HiddenInput, required=False, max_length=100_000)
    meanwhile: Meanwhile | None = None

    def saw(self, values: Mapping[str, Any]) -> None:
        """Say what the page shows; a page that was sent keeps what it said."""
        self.initial["seen"] = marks(values)

    @property
    def marks(self) -> dict[str, str]:
        """What the person saw, for the action; only of a valid form."""
        found = read_marks(self.cleaned_data["seen"])
        return {name: found[name] for name in found.keys() & self._carried()}

    @property
    def all_marks(self) -> dict[str, str]:
        """The same where what was seen are not the form's own fields."""
        return read_marks(self.cleaned_data["seen"])

    def hear(self, refused: ActionRefused) -> None:
        """Of the refusals, the one that shows what somebody else typed."""
        if isinstance(refused, Overtaken):
            self.overtaken(refused)

    def overtaken(self, by: Overtaken) -> None:
        """Show what both changed, take over what only the other did, keep what was typed."""
        rows = [
            (self._label(name), self._written(name, by.stored[name]), self._written(name, self._given(name)))
            for name in by.both
        ]
        event = by.event
        self.meanwhile = Meanwhile(rows, event and event.actor, event and event.at)
        seen = self.marks
        self.data = self.data.copy()
        for name in by.stored.keys() & self._carried() - set(by.both):
            if mark(self._given(name)) == seen.get(name):
                self._put(name, by.stored[name])
        self.data["seen"] = marks(by.stored)

    def _carried(self) -> Set[str]:
        """The names of the values the form carries: of its fields, unless it says otherwise."""
        return self.fields.keys()

    def _put(self, name: str, value: Any) -> None:
        """Let the form that is shown again hold another value."""
        self.data[name] = self._in_field(name, value)

    def removed(self, event: Event) -> None:
        """Somebody took out what this page changes: everything typed stays, and saving adds it anew."""
        self.refused = ActionRefused(REMOVED)
        self.add_error(None, str(REMOVED))
        self.meanwhile = Meanwhile([], event.actor, event.at, gone=True)
        self.data = self.data.copy()
        self.data["seen"] = ""

    def _label(self, name: str) -> str:
        return str(self.fields[name].label) if name in self.fields else name

    def _given(self, name: str) -> Any:
        return self.cleaned_data.get(name)

    def _in_field(self, name: str, value: Any) -> Any:
        field = self.fields[name]
        shown = field.widget.format_value(field.prepare_value(value))
        return shown[0] if isinstance(shown, list) else shown or ""

    def _written(self, name: str, value: Any) -> str:
        field = self.fields.get(name)
        choices = dict(getattr(field, "choices", ())) if isinstance(field, forms.ChoiceField) else {}
        if value is not None and not isinstance(field, forms.ModelChoiceField) and value in choices:
            return str(choices[value])
        if hasattr(field, "currency") and value is not None:
            return format_money(value, field.currency, get_language() or "en")
        return in_words(value)


class RemoveForm(SeveralPeople):
    """Nothing to fill in: only what the person saw of what goes. `of`: the line or item."""

    def __init__(self, *args: Any, of: Model, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.of = of

    def _label(self, name: str) -> str:
        return capfirst(self.of._meta.get_field(name).verbose_name)

    def _written(self, name: str, value: Any) -> str:
        return super()._written(name, value) if value is not None else ""
