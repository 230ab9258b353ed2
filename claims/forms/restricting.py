"""Reasons: why a file is restricted, why that ends; why a decision is taken back."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from documents.forms import ReasonForm


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
