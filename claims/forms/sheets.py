from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from claims.sheets.columns import LARGEST


class SheetForm(forms.Form):
    """A sheet of drafts, and how amounts and days are written in it."""

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

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        language = get_language() or settings.LANGUAGE_CODE
        super().__init__(*args, initial={"writing": "de" if language.startswith("de") else "en"}, **kwargs)

    def clean_file(self) -> Any:
        file = self.cleaned_data["file"]
        if not file.size:
            raise forms.ValidationError(_("This file is empty."))
        if file.size > LARGEST:
            raise forms.ValidationError(_("This file is larger than 5 MB. Send the rows in parts."))
        return file
