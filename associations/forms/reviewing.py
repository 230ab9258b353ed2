"""What reviewers say: what they ask for, why they refuse, why one of two wins."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from associations.enums import AssociationState, RejectReason
from associations.models import Association
from programs.enums import ReasonKind
from programs.models import Program, Reason
from review.wanted import Wanted

TEXT = forms.Textarea(attrs={"rows": 4})
#: What only the customer, the partner or the clock can be the reason for.
NOT_OURS = {RejectReason.CUSTOMER_DECLINED, RejectReason.NO_RESPONSE}


class RequestForm(forms.Form):
    """What is asked for, by reasons of the catalogue and in words; of the rivals too, where there are some."""

    reasons = forms.ModelMultipleChoiceField(
        label=_("What is asked for"),
        queryset=Reason.objects.none(),
        required=False,
        to_field_name="code",
        widget=forms.CheckboxSelectMultiple,
    )
    words = forms.CharField(label=_("In words"), max_length=2000, required=False, widget=TEXT)
    rivals = forms.BooleanField(label=_("Ask the other partners for the same"), required=False)

    def __init__(self, *args: Any, association: Association, competes: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["reasons"].queryset = Reason.objects.offered(ReasonKind.PROOF, association.program)
        # One of both is needed.
        self.fields["reasons"].mark, self.fields["words"].mark = _("(or your own words)"), _("(or a reason)")
        if not competes:
            del self.fields["rivals"]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if not cleaned.get("reasons") and not cleaned.get("words", "").strip():
            self.add_error("words", _("Choose what is asked for, or say it in words."))
        return cleaned

    @property
    def items(self) -> list[Wanted]:
        """One item for each reason; the words alone where there is none."""
        reasons, words = list(self.cleaned_data["reasons"]), self.cleaned_data["words"]
        return [Wanted("", reason=one) for one in reasons] or [Wanted("", words=words)]

    @property
    def over_all(self) -> str:
        """Words over all items."""
        return self.cleaned_data["words"] if self.cleaned_data["reasons"] else ""


class RejectForm(forms.Form):
    """Why it is not approved."""

    reason = forms.ChoiceField(
        label=_("Reason"),
        choices=[one for one in RejectReason.choices if one[0] not in NOT_OURS],
        widget=forms.RadioSelect,
    )
    words = forms.CharField(
        label=_("What would have mended it"), max_length=4000, required=False, widget=TEXT
    )


class OverForm(forms.Form):
    """Why this partner is recorded and no other."""

    words = forms.CharField(
        label=_("Why this proof decides"),
        max_length=4000,
        widget=TEXT,
        help_text=_("Every other partner reads it in their decision."),
    )


class WordsForm(forms.Form):
    """A message or a note."""

    words = forms.CharField(max_length=4000, widget=TEXT)

    def __init__(self, *args: Any, label: Any = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["words"].label = label


class QueueFilter(forms.Form):
    """Filters of the staff's queue."""

    q = forms.CharField(label=_("Number, partner or customer"), required=False, max_length=100)
    program = forms.ModelChoiceField(
        label=_("Program"), queryset=Program.objects.none(), required=False, to_field_name="code"
    )
    state = forms.ChoiceField(label=_("State"), required=False)

    def __init__(self, *args: Any, programs: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["program"].queryset = programs
        self.fields["program"].empty_label = _("All")
        states = [one for one in AssociationState.choices if one[0] != AssociationState.DRAFT]
        self.fields["state"].choices = [("", _("Waiting for us")), *states]

    @property
    def active(self) -> int:
        """How many filters are in use."""
        return sum(1 for value in self.cleaned_data.values() if value)
