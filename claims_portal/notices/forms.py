"""What comes as a mail too: one tick a kind, under the headings of the catalogue."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from notifications.enums import Group
from notifications.kinds import Kind


class PreferencesForm(forms.Form):
    """A field of ticks for each heading that has optional kinds."""

    def __init__(self, *args: Any, kinds: Iterable[Kind], off: set[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.kinds = [kind for kind in kinds if kind.optional]
        for group in Group:
            of_group = [kind for kind in self.kinds if kind.group == group]
            if of_group:
                self.fields[group.value.lower()] = self._ticks(group, of_group, off)

    def _ticks(self, group: Group, kinds: list[Kind], off: set[str]) -> forms.MultipleChoiceField:
        field = forms.MultipleChoiceField(
            label=group.label,
            choices=[(kind.code, kind.label) for kind in kinds],
            initial=[kind.code for kind in kinds if kind.code not in off],
            widget=forms.CheckboxSelectMultiple,
            required=False,
        )
        field.mark = _("as a mail too")
        return field

    def unwanted(self) -> set[str]:
        """The kinds without a tick."""
        wanted = {code for codes in self.cleaned_data.values() for code in codes}
        return {kind.code for kind in self.kinds} - wanted
