"""Reasons: why a file is restricted, why that ends, why somebody looks at it; why a decision is taken back."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _


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


def restrict_form(data: Any = None) -> ReasonForm:
    """Why a file is to be restricted."""
    return ReasonForm(
        data,
        label=_("Why should this file be restricted?"),
        help_text=_("The second person reads this, and it stays in the history of the file."),
        missing=_("Say why this file is to be restricted."),
    )


def end_form(data: Any = None) -> ReasonForm:
    """Why a restriction ends, or is turned down."""
    return ReasonForm(
        data,
        label=_("Why does the restriction end?"),
        help_text=_("This stays in the history of the file."),
        missing=_("Say why the restriction ends."),
    )


def reverse_form(data: Any = None) -> ReasonForm:
    """Why a decision is to be taken back."""
    return ReasonForm(
        data,
        label=_("Why should the decision be taken back?"),
        help_text=_("The second person reads this. If they agree, the partner reads it too."),
        missing=_("Say why the decision is taken back."),
        max_length=2000,
    )
