"""Forms of the program managers' pages."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from programs.rate_sheet import LARGEST_SHEET, RateRow, SheetUnreadable, read_rates

#: So many faults are listed; who has more mends these first.
FAULTS_SHOWN = 20


class PartnerSearch(forms.Form):
    """A search over partner locations; a GET form, so that what it finds can be linked."""

    search = forms.CharField(
        label=gettext_lazy("Name or number of the partner"),
        required=False,
        max_length=100,
        widget=forms.TextInput(attrs={"type": "search"}),
    )

    @property
    def wanted(self) -> str:
        """What to look for; a text that cannot be a name is said at the field, and everything is listed."""
        return self.cleaned_data["search"] if self.is_valid() else ""


class RatesForm(forms.Form):
    """A sheet of exchange rates, as a file or pasted; `rows` after it was found valid."""

    rows: list[RateRow]

    file = forms.FileField(
        label=gettext_lazy("CSV file"), required=False, help_text=gettext_lazy("At most 1 MB.")
    )
    sheet = forms.CharField(
        label=gettext_lazy("Or paste the rows"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 6, "spellcheck": "false"}),
        help_text=gettext_lazy("With the first line that names the columns."),
    )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if self.errors:
            return cleaned
        content = self._content(cleaned)
        if not content.strip():
            self.add_error("file", _("Choose a file or paste the rows."))
            return cleaned
        try:
            self.rows = read_rates(content)
        except SheetUnreadable as error:
            self.refuse(error)
        return cleaned

    def _content(self, cleaned: dict[str, Any]) -> bytes:
        if cleaned["file"]:
            return cleaned["file"].read(LARGEST_SHEET + 1)
        return cleaned["sheet"].encode()

    def refuse(self, error: SheetUnreadable) -> None:
        """Say every fault by its line, at the field the sheet came from."""
        said = [str(one) for one in error.problems[:FAULTS_SHOWN]]
        if more := len(error.problems) - len(said):
            said.append(_("And %(count)s more.") % {"count": more})
        self.add_error("file" if self.files.get("file") else "sheet", said)
