"""Forms of the catalogue's drafts. What is written may be unfinished; publishing asks for the rest."""

from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Model
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from lifecycle import ActionRefused
from programs.actions.drafting import Outdated
from programs.enums import ActivityCategory, CapKind, CapScope, RequirementKind
from programs.forms.words import BothLanguages, Text
from programs.models import ActivityType, ActivityTypeVersion, Cap, ExpenseKind, Program, Requirement
from programs.money_field import AmountField
from programs.words_field import WordsField

TAKES = (
    ("files", gettext_lazy("Files")),
    ("link", gettext_lazy("A link")),
    ("text", gettext_lazy("Text")),
    ("number", gettext_lazy("A whole number")),
)
HUNDRED = Decimal(100)
#: At words a draft may do without for the time being.
LATER = gettext_lazy("(needed to publish)")
WHAT_IT_IS = gettext_lazy("One sentence: what this activity is.")
EXPLAINED = gettext_lazy("How the cap is explained to partners.")


class DraftForm(BothLanguages):
    """A part of a draft: it carries the edition it was drawn from, so that nobody overwrites unseen changes."""

    edition = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, draft: ActivityTypeVersion, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.draft = draft
        self.initial["edition"] = draft.edition

    def hear(self, refused: ActionRefused) -> None:
        """Of a change meanwhile: what was typed stays, and saving again is a decision."""
        if isinstance(refused, Outdated):
            self.data = self.data.copy()
            self.data[self.add_prefix("edition")] = str(refused.edition)

    def check(self, row: Model) -> None:
        """What the database would refuse of the row, at the fields; words may be unfinished."""
        texts = [one.name for one in row._meta.concrete_fields if isinstance(one, WordsField)]
        try:
            row.clean_fields(exclude=["version", *texts])
            row.validate_constraints(exclude=texts)
        except ValidationError as error:
            for name, words in error.message_dict.items():
                self.add_error(name if name in self.fields else None, words)


class VersionForm(DraftForm):
    """Words, what is paid, whether it can be claimed."""

    texts = {
        "name": Text(gettext_lazy("Name"), mark=LATER),
        "summary": Text(gettext_lazy("Summary"), 2, WHAT_IT_IS, mark=LATER),
        "guidance": Text(gettext_lazy("Guidance"), 3, gettext_lazy("What to know before claiming.")),
    }
    active = forms.BooleanField(label=gettext_lazy("Partners can claim it"), required=False)
    needs_prior_approval = forms.BooleanField(
        label=gettext_lazy("It needs approval before it takes place"), required=False
    )
    expense_kinds = forms.ModelMultipleChoiceField(
        label=gettext_lazy("What is paid"),
        queryset=ExpenseKind.objects.all(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(self, *args: Any, draft: ActivityTypeVersion, **kwargs: Any) -> None:
        words = {name: getattr(draft, name) for name in self.texts}
        super().__init__(*args, draft=draft, words=words, **kwargs)
        self.initial |= {
            "active": draft.active,
            "needs_prior_approval": draft.needs_prior_approval,
            "expense_kinds": [one.pk for one in draft.expense_kinds.all()],
        }

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if cleaned.get("active") and cleaned.get("needs_prior_approval"):
            self.add_error("active", _("An activity that needs prior approval cannot be claimed here."))
        return cleaned

    @property
    def facts(self) -> dict[str, Any]:
        """For the action: by field of the version."""
        flags = {name: self.cleaned_data[name] for name in ("active", "needs_prior_approval")}
        return {**{name: self.written(name) for name in self.texts}, **flags}


class RequirementForm(DraftForm):
    """One requirement; `row` holds it once the form is valid."""

    texts = {
        "label": Text(gettext_lazy("What is asked"), mark=LATER),
        "help": Text(gettext_lazy("Explanation"), 2),
        "example": Text(gettext_lazy("A good example"), 2),
    }
    key = forms.SlugField(
        label=gettext_lazy("Key"),
        max_length=40,
        help_text=gettext_lazy("Small letters and hyphens. It stays the same in every version."),
    )
    kind = forms.ChoiceField(
        label=pgettext_lazy("requirement", "Kind"), choices=RequirementKind, widget=forms.RadioSelect
    )
    takes = forms.MultipleChoiceField(
        label=gettext_lazy("What it takes"),
        choices=TAKES,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=gettext_lazy("Proof takes files, a link or text; a figure takes a number or text."),
    )
    required = forms.BooleanField(label=gettext_lazy("It must be given"), required=False)
    minimum = forms.IntegerField(label=gettext_lazy("At least this many"), min_value=1, initial=1)
    group = forms.SlugField(
        label=gettext_lazy("Group"),
        max_length=40,
        required=False,
        help_text=gettext_lazy("Requirements of one group stand in for each other."),
    )
    group_minimum = forms.IntegerField(
        label=gettext_lazy("How many of the group"), min_value=0, initial=0, required=False
    )
    position = forms.IntegerField(label=gettext_lazy("Place in the list"), min_value=0, max_value=999)

    def __init__(
        self, *args: Any, draft: ActivityTypeVersion, row: Requirement | None = None, **kwargs: Any
    ) -> None:
        words = {name: getattr(row, name) for name in self.texts} if row else None
        super().__init__(*args, draft=draft, words=words, **kwargs)
        self.row = row or Requirement(version=draft)
        self.initial |= _requirement_as_typed(row) if row else {"position": draft.requirements.count()}
        if row:
            self.fields["key"].disabled = True
        for name in ("minimum", "group_minimum", "position"):
            self.fields[name].width = "xs"

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if self.errors:
            return cleaned
        for name in ("key", "kind", "position", "required", "minimum", "group"):
            setattr(self.row, name, cleaned[name])
        self.row.group_minimum = cleaned["group_minimum"] or 0
        for what, _label in TAKES:
            setattr(self.row, f"accepts_{what}", what in cleaned["takes"])
        for name in self.texts:
            setattr(self.row, name, self.written(name))
        self.check(self.row)
        return cleaned


def _requirement_as_typed(row: Requirement) -> dict[str, Any]:
    names = ("key", "kind", "position", "required", "minimum", "group", "group_minimum")
    taken = [what for what, _label in TAKES if getattr(row, f"accepts_{what}")]
    return {**{name: getattr(row, name) for name in names}, "takes": taken}


class CapForm(DraftForm):
    """One cap, of the catalogue or of one program; `row` and `kinds` once the form is valid."""

    texts = {"words": Text(gettext_lazy("In words"), 2, EXPLAINED, mark=LATER)}
    key = forms.SlugField(
        label=gettext_lazy("Key"),
        max_length=40,
        help_text=gettext_lazy("A cap of a program replaces the catalogue's cap of the same key."),
    )
    program = forms.ModelChoiceField(
        label=gettext_lazy("Where it holds"),
        queryset=Program.objects.none(),
        required=False,
        empty_label=gettext_lazy("In every program"),
    )
    kind = forms.ChoiceField(
        label=pgettext_lazy("requirement", "Kind"), choices=CapKind, widget=forms.RadioSelect
    )
    scope = forms.ChoiceField(label=gettext_lazy("It adds up"), choices=CapScope)
    amount = AmountField(label=gettext_lazy("Amount"), required=False)
    currency = forms.ChoiceField(label=gettext_lazy("Currency"), required=False)
    share = forms.DecimalField(
        label=gettext_lazy("Share of the earned funds"),
        required=False,
        max_digits=5,
        decimal_places=2,
        min_value=0,
        max_value=100,
        localize=True,
    )
    persons = forms.IntegerField(label=gettext_lazy("At most this many persons"), required=False, min_value=1)
    persons_key = forms.ChoiceField(label=gettext_lazy("Persons are counted by"), required=False)
    expense_kinds = forms.ModelMultipleChoiceField(
        label=gettext_lazy("Only for these expense kinds"),
        queryset=ExpenseKind.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=gettext_lazy("None ticked: for all. Only for caps of each claim."),
    )

    def __init__(
        self,
        *args: Any,
        draft: ActivityTypeVersion,
        programs: Iterable[Program],
        row: Cap | None = None,
        **kwargs: Any,
    ) -> None:
        """programs: those the person manages."""
        words = {"words": row.words} if row else None
        super().__init__(*args, draft=draft, words=words, **kwargs)
        self.row = row or Cap(version=draft)
        self._offer(programs)
        if row:
            self.initial |= _cap_as_typed(row)
            for name in ("key", "program"):
                self.fields[name].disabled = True
        if self.is_bound:
            self.fields["amount"].currency = self.data.get(self.add_prefix("currency")) or "EUR"

    def _offer(self, programs: Iterable[Program]) -> None:
        own = Program.objects.filter(pk__in=[one.pk for one in programs] + [self.row.program_id])
        figures = self.draft.requirements.filter(kind=RequirementKind.METRIC, accepts_number=True)
        currencies = sorted(set(Program.objects.filter(active=True).values_list("currency", flat=True)))
        self.fields["program"].queryset = own
        self.fields["expense_kinds"].queryset = self.draft.expense_kinds.all()
        self.fields["currency"].choices = [("", "–"), *((one, one) for one in currencies)]
        self.fields["persons_key"].choices = [("", "–"), *((one.key, str(one)) for one in figures)]
        self.fields["share"].suffix = "%"
        for name in ("share", "persons", "currency"):
            self.fields[name].width = "sm"

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if self.errors:
            return cleaned
        for name in ("key", "program", "kind", "scope", "amount", "persons", "persons_key"):
            setattr(self.row, name, cleaned[name])
        self.row.currency = cleaned["currency"] if cleaned["amount"] is not None else ""
        self.row.share = None if cleaned["share"] is None else cleaned["share"] / HUNDRED
        self.row.words = self.written("words")
        self.check(self.row)
        return cleaned


def _cap_as_typed(row: Cap) -> dict[str, Any]:
    names = ("key", "kind", "scope", "currency", "persons", "persons_key")
    return {
        **{name: getattr(row, name) for name in names},
        "program": row.program_id,
        "amount": row.amount,
        "share": None if row.share is None else (row.share * HUNDRED).normalize(),
        "expense_kinds": [one.pk for one in row.expense_kinds.all()],
    }


class NewActivityForm(BothLanguages):
    """A new kind of activity: its code for ever, and the first words of its draft."""

    texts = {
        "name": Text(gettext_lazy("Name"), needed=True),
        "summary": Text(gettext_lazy("Summary"), 2, WHAT_IT_IS, mark=LATER),
    }
    code = forms.SlugField(
        label=gettext_lazy("Code"),
        max_length=60,
        help_text=gettext_lazy("Small letters, digits and hyphens, like “podcast-series”. It never changes."),
    )
    category = forms.ChoiceField(
        label=gettext_lazy("Category"), choices=ActivityCategory, widget=forms.RadioSelect
    )

    @property
    def activity(self) -> ActivityType:
        """For the action: unsaved."""
        return ActivityType(code=self.cleaned_data["code"], category=self.cleaned_data["category"])
