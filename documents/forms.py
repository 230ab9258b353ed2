import json
from typing import Any

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from documents import words
from documents.checks.kinds import KINDS
from documents.enums import Problem
from documents.names import extension_of
from documents.stored import StoredUpload

#: Images as a whole, so that a telephone offers its camera; HEIC by name, so that it is not converted on the way.
ACCEPTED = ",".join([*(f".{extension}" for extension in KINDS), "image/heic", "image/heif", "image/*"])


class UploadInput(forms.FileInput):
    """Carries what js/upload.js looks at before it sends a file, in the words the field itself would say."""

    def build_attrs(self, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """At the time of drawing, in the reader's language."""
        return super().build_attrs(*args, **kwargs) | {
            "accept": ACCEPTED,
            "data-limit": settings.UPLOAD_LIMIT_BYTES,
            "data-types": " ".join(KINDS),
            "data-too-large": words.problem(Problem.TOO_LARGE),
            "data-empty": words.problem(Problem.EMPTY),
            "data-wrong-type": words.types_taken(),
            "data-ways-out": json.dumps([[sorted(kinds), str(said)] for kinds, said in words.WAYS_OUT]),
        }


class UploadField(forms.Field):
    """One file out of a view with `@streaming_upload`; its value is a StoredUpload that lies in storage.

    Password, virus and damage are found by the checks afterwards; how many files there may
    be is the claim's to say.
    """

    widget = UploadInput

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


class ReasonForm(forms.Form):
    """One reason in the person's own words."""

    def __init__(
        self, *args: Any, label: Any, help_text: Any, missing: Any, max_length: int = 1000, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["reason"] = forms.CharField(
            label=label,
            help_text=help_text,
            max_length=max_length,
            widget=forms.Textarea(attrs={"rows": 4}),
            error_messages={"required": missing},
        )


def look_form(data: Any = None) -> ReasonForm:
    """Why somebody needs to look at a restricted file."""
    return ReasonForm(
        data,
        label=_("Why do you need to look?"),
        help_text=_("Your name, the time and these words are recorded and stay with the file."),
        missing=_("Say why you need to look at this file."),
        max_length=400,
    )
