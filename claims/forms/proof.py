import re
from collections.abc import Iterable
from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from claims.actions.filing import NOT_YOURS
from claims.forms.marks import TO_SUBMIT
from claims.models import Claim, Proof
from documents.forms import UploadField
from documents.models import Document
from programs.day_field import DayField
from programs.enums import RequirementKind
from programs.forms.several import SeveralPeople
from programs.models import Requirement
from programs.words import in_language

#: Digits, alone or in groups of three as any of our languages writes them.
_COUNT = re.compile(r"\d{1,9}|\d{1,3}(?:([.,\u00a0\u202f ])\d{3})(?:\1\d{3})*", re.ASCII)


class FileForm(forms.Form):
    """One file for a slot."""

    file = UploadField(label=_("File"))

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)


class AnswerForm(SeveralPeople):
    """An answer to a slot; what a colleague has given there meanwhile is shown before it is saved."""

    #: The field in which the answer stands.
    ANSWER = ""

    def saw_proofs(self, proofs: Iterable[Proof]) -> None:
        """Say what stands in the slot now."""
        self.saw({proof.public_id: proof for proof in proofs})

    def _label(self, name: str) -> str:
        return _("Given meanwhile")

    def _given(self, name: str) -> Any:
        return self.cleaned_data.get(name if name in self.fields else self.ANSWER)

    def _written(self, name: str, value: Any) -> str:
        return value.text or str(value) if isinstance(value, Proof) else super()._written(name, value)


class LinkForm(AnswerForm):
    """An address and the day on which it showed what is asked for (R5)."""

    ANSWER = "link"

    link = forms.URLField(
        label=_("Link"), max_length=1000, assume_scheme="https", widget=forms.URLInput({"inputmode": "url"})
    )
    seen_on = DayField(label=_("Seen there on"), help_text=_("The day on which you looked at it."))

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["seen_on"].within(None, today)
        self.fields["seen_on"].initial = today


class TextForm(AnswerForm):
    """An answer in words."""

    ANSWER = "text"

    text = forms.CharField(label=_("In words"), max_length=4000, widget=forms.Textarea(attrs={"rows": 4}))

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)


#: The three ways to answer, by the value of the button.
ANSWER_FORMS: dict[str, type[forms.Form]] = {"file": FileForm, "link": LinkForm, "text": TextForm}


class ReuseForm(forms.Form):
    """Which file, of those that are here already."""

    document = forms.ModelChoiceField(queryset=None, to_field_name="public_id", widget=forms.HiddenInput)

    def __init__(self, *args: Any, files: QuerySet[Document], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["document"].queryset = files
        self.fields["document"].error_messages["invalid_choice"] = NOT_YOURS


class SearchForm(forms.Form):
    """Words in the names and notes of files, or in the claims that use them."""

    text = forms.CharField(label=_("Words in name, note or claim"), required=False, max_length=100)

    def words(self) -> str:
        """What was typed; what cannot be read searches nothing."""
        return self.cleaned_data.get("text", "") if self.is_valid() else ""


class DescribeForm(SeveralPeople):
    """What people call a file."""

    label = forms.CharField(
        label=_("Short title"),
        max_length=150,
        required=False,
        help_text=_("Shown instead of the file's own name, which stays beneath it."),
    )
    note = forms.CharField(
        label=_("Note for the reviewer"),
        max_length=500,
        required=False,
        help_text=_("What is to be seen on it, and where."),
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def clean_label(self) -> str:
        """On one line, without characters that cannot be seen."""
        line = " ".join(self.cleaned_data["label"].split())
        return "".join(sign for sign in line if sign.isprintable())


class CountField(forms.CharField):
    """A whole number as people write it; cleans to its digits."""

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        return super().widget_attrs(widget) | {"inputmode": "numeric", "autocomplete": "off"}

    def clean(self, value: Any) -> str:
        text = super().clean(value)
        if text and not _COUNT.fullmatch(text):
            raise ValidationError(_("Write a whole number with digits only, for example 250."))
        digits = re.sub(r"\D", "", text)
        return str(int(digits)) if digits else ""


class ResultsForm(SeveralPeople):
    """One field for each result figure of the activity; all may stay empty in a draft."""

    def __init__(self, *args: Any, claim: Claim, **kwargs: Any) -> None:
        self.asked = [one for one in claim.rules.requirements.all() if one.kind == RequirementKind.METRIC]
        given = {proof.requirement_id: proof.text for proof in claim.proofs.all()}
        initial = {one.key: given.get(one.pk, "") for one in self.asked}
        super().__init__(*args, initial=initial.copy(), **kwargs)
        self.saw(initial)
        for requirement in self.asked:
            self.fields[requirement.key] = _result_field(requirement)

    def results(self) -> dict[Requirement, str]:
        """What was typed, for the action."""
        return {one: self.cleaned_data[one.key] for one in self.asked}


def _result_field(requirement: Requirement) -> forms.Field:
    words = {"label": str(requirement), "help_text": in_language(requirement.help), "required": False}
    if requirement.accepts_number:
        field: forms.Field = CountField(max_length=15, **words)
        field.width = "sm"
    else:
        field = forms.CharField(max_length=4000, widget=forms.Textarea(attrs={"rows": 4}), **words)
    if requirement.required:
        field.mark = TO_SUBMIT
    return field
