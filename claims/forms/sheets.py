from django import forms
from django.utils.translation import gettext_lazy

from claims.sheets.columns import LARGEST
from documents.sheets.form import FileOfRowsForm


class SheetForm(FileOfRowsForm):
    """A sheet of drafts, and how amounts and days are written in it."""

    largest = LARGEST
    too_large = gettext_lazy("This file is larger than 5 MB. Send the rows in parts.")

    file = forms.FileField(
        label=gettext_lazy("The filled-in sheet"),
        help_text=gettext_lazy("XLSX or CSV, at most 5 MB and 10,000 rows."),
        widget=forms.FileInput(attrs={"accept": ".xlsx,.csv,.txt"}),
        allow_empty_file=True,
    )
    writing = forms.ChoiceField(
        label=gettext_lazy("How amounts and days are written in it"),
        help_text=gettext_lazy("It matters only for cells that hold text, as in CSV."),
        choices=[
            ("en", gettext_lazy("English: 1,234.56 and 2026-12-31")),
            ("de", gettext_lazy("German: 1.234,56 and 31.12.2026")),
        ],
        widget=forms.RadioSelect,
    )
