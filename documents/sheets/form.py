"""The form around a file of rows: the file itself, and how what it holds is written."""

from typing import Any, ClassVar

from django import forms
from django.conf import settings
from django.template.defaultfilters import filesizeformat
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from lifecycle.transitions import Words


class FileOfRowsForm(forms.Form):
    """Fields `file` and `writing` are the subclass's; the language of the reader is what is proposed for the latter.

    largest: in bytes; too_large: what is said of a larger file, where it names the size by `most`.
    """

    largest: ClassVar[int]
    too_large: ClassVar[Words]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        language = get_language() or settings.LANGUAGE_CODE
        kwargs["initial"] = {"writing": "de" if language.startswith("de") else "en"}
        super().__init__(*args, **kwargs)

    def clean_file(self) -> Any:
        """The file as it was sent. Raises ValidationError for an empty one, and for one that is too large."""
        file = self.cleaned_data["file"]
        if not file.size:
            raise forms.ValidationError(_("This file is empty."))
        if file.size > self.largest:
            raise forms.ValidationError(self.too_large % {"most": filesizeformat(self.largest)})
        return file
