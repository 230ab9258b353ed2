from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from documents import words
from documents.checks.kinds import KINDS
from documents.enums import Problem
from documents.names import extension_of
from documents.stored import StoredUpload


class UploadField(forms.Field):
    """One file out of a view with `@streaming_upload`; its value is a StoredUpload that lies in storage.

    Password, virus and damage are found by the checks afterwards; how many files there may
    be is the claim's to say.
    """

    widget = forms.FileInput

    def widget_attrs(self, widget: forms.Widget) -> dict[str, str]:
        return {"accept": ",".join(f".{extension}" for extension in KINDS)}

    def clean(self, value: Any) -> StoredUpload | None:
        upload: StoredUpload | None = value or None
        if upload is None:
            if self.required:
                raise ValidationError(words.problem(Problem.NONE_CHOSEN), code=Problem.NONE_CHOSEN)
            return None
        extension = extension_of(upload.name)
        if extension not in KINDS:
            raise ValidationError(words.wrong_type(extension), code=Problem.WRONG_TYPE)
        if upload.problem:
            raise ValidationError(words.problem(upload.problem), code=upload.problem)
        return upload

    def has_changed(self, initial: Any, data: Any) -> bool:
        return data is not None


class UploadForm(forms.Form):
    """One file, nothing else."""

    file = UploadField(label=_("File"))
