"""The customer's one question."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from associations.enums import Answer


class AnswerForm(forms.Form):
    """Three answers; a refusal has its reason."""

    answer = forms.ChoiceField(
        label=_("Your answer"),
        choices=Answer.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose one of the three answers.")},
    )
    words = forms.CharField(
        label=_("Your reason, if you decline"),
        max_length=2000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("The partner and we read it."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["words"].mark = _("(needed to decline)")

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if cleaned.get("answer") == Answer.DECLINE and not cleaned.get("words", "").strip():
            self.add_error("words", _("Say why you decline."))
        return cleaned
