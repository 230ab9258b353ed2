"""What partners say when they answer, take back, dispute or end an association."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from associations.enums import EndReason
from associations.forms.drafting import ProofForm

TEXT = forms.Textarea(attrs={"rows": 5})


class EndForm(forms.Form):
    """Why it ends, of the published list, and in words where they are wanted."""

    why = forms.ChoiceField(
        label=_("Reason"),
        choices=EndReason.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose why it ends.")},
    )
    words = forms.CharField(label=_("Explanation"), max_length=4000, required=False, widget=TEXT)


class DisputeForm(forms.Form):
    """Why the decision is wrong."""

    statement = forms.CharField(
        label=_("Why the decision is wrong"),
        max_length=4000,
        widget=TEXT,
        help_text=_("Somebody else than the first reviewer reads it. You can dispute a decision once."),
        error_messages={"required": _("Say why the decision is wrong.")},
    )


class AnswerForm(ProofForm):
    """An answer: words, and what may be corrected meanwhile."""

    needed = ()
    answer = forms.CharField(label=_("Your answer"), max_length=4000, required=False, widget=TEXT)
    field_order = ("answer",)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        del self.fields["comment"]

    @property
    def facts(self) -> dict[str, Any]:
        given = dict(self.cleaned_data)
        given["comment"] = given.pop("answer")
        return given
