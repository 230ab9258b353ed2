"""Legal holds, and lists of files to delete."""

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from claims.forms.restricting import ReasonForm
from documents.models import Document


def hold_form(data: Any = None) -> ReasonForm:
    """Why a file must be kept."""
    return ReasonForm(
        data,
        label=_("Why must this file be kept?"),
        help_text=_("For example the number of a lawsuit or an audit. It stays in the history of the file."),
        missing=_("Say why this file must be kept."),
    )


def lift_form(data: Any = None) -> ReasonForm:
    """Why a hold ends."""
    return ReasonForm(
        data,
        label=_("Why need it not be kept any more?"),
        help_text=_("From then on its retention alone decides. It stays in the history of the file."),
        missing=_("Say why this file need not be kept any more."),
    )


class PurgeForm(ReasonForm):
    """Which of the files past their retention are to be deleted, and why."""

    documents = forms.ModelMultipleChoiceField(
        label=_("Files"),
        queryset=Document.objects.none(),
        to_field_name="public_id",
        error_messages={
            "required": _("Choose at least one file."),
            "invalid_choice": _("A file you chose must be kept by now. Look at the list again."),
        },
    )

    def __init__(self, data: Any = None, *, found: QuerySet[Document]) -> None:
        super().__init__(
            data,
            label=_("Why are they deleted?"),
            help_text=_("The second person reads this, and it stays in the history of each file."),
            missing=_("Say why these files are deleted."),
        )
        self.fields["documents"].queryset = found

    @property
    def chosen(self) -> set[str]:
        """The ids to tick when the page is drawn; all of them at first."""
        if not self.is_bound:
            return {one.public_id for one in self.fields["documents"].queryset}
        return set(self.data.getlist("documents"))
