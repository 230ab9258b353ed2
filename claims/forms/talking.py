"""Words to the other side, and words for colleagues."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

#: As the columns hold it (review.models.talk).
LONGEST = 4000


class LinesField(forms.CharField):
    """Several lines of text, counted as the page counts them: a line's end is one character."""

    def __init__(self, **kwargs: Any) -> None:
        too_long = _("This is too long: at most %(limit_value)d characters, and it has %(show_value)d.")
        errors = {"max_length": too_long, **kwargs.pop("error_messages", {})}
        super().__init__(
            max_length=LONGEST, error_messages=errors, widget=forms.Textarea(attrs={"rows": 3}), **kwargs
        )

    def to_python(self, value: Any) -> str:
        return super().to_python(value).replace("\r\n", "\n")


class MessageForm(forms.Form):
    """A message to the other side."""

    words = LinesField(label=_("Your message"), error_messages={"required": _("Write your message first.")})


class ColleagueNoteForm(forms.Form):
    """A note among staff."""

    words = LinesField(
        label=_("Note for colleagues"),
        help_text=_("Partners never see it."),
        error_messages={"required": _("Write your note first.")},
    )
