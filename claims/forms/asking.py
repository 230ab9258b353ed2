from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from claims.asks import thing_in_words
from claims.checklist import requirements_of
from claims.models import Claim, Expense
from programs.day_field import DayField
from programs.enums import RequirementKind
from programs.models import Requirement


class ColleagueField(forms.ModelChoiceField):
    """A person of the location, by name."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(queryset=User.objects.none(), empty_label=_("Choose"), **kwargs)

    def offer(self, people: list[User]) -> None:
        """Whom to choose from; a single one is chosen already."""
        self.queryset = User.objects.filter(pk__in=[one.pk for one in people]).order_by("name")
        self.initial = people[0] if len(people) == 1 else None


class AskForm(forms.Form):
    """What is needed, from whom, in words, and by when."""

    place = forms.ChoiceField(label=_("What you need"))
    asked = ColleagueField(label=_("Whom you ask"))
    words = forms.CharField(
        label=_("In your words"),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("What is to be seen on it, and where it may be found."),
    )
    wished_for = DayField(label=_("Wished for by"), required=False)

    def __init__(
        self, *args: Any, claim: Claim, people: list[User], today: date, last: date, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.places = places_of(claim)
        self.fields["place"].choices = [(key, words) for key, (words, _place) in self.places.items()]
        self.fields["asked"].offer(people)
        self.fields["asked"].width = self.fields["wished_for"].width = "md"
        self.fields["wished_for"].widget.attrs.update({"min": today.isoformat(), "max": last.isoformat()})

    @property
    def facts(self) -> dict[str, Any]:
        """For the action."""
        _words, place = self.places[self.cleaned_data["place"]]
        return self.cleaned_data | {"place": place}


def places_of(claim: Claim) -> dict[str, tuple[str, Requirement | Expense | None]]:
    """Everything of a draft a colleague can be asked for, by key: every slot, every invoice, or something else."""
    slots = {f"slot-{one.key}": (str(one), one) for one in requirements_of(claim, RequirementKind.EVIDENCE)}
    lines = {
        f"invoice-{one.public_id}": (thing_in_words({"invoice": str(one)}), one) for one in claim.invoices
    }
    return {**slots, **lines, "other": (_("Something else, see below"), None)}


class WordsForm(forms.Form):
    """Why, in a few words: a question declined, a draft handed back."""

    words = forms.CharField(label=_("Why"), max_length=1000, widget=forms.Textarea(attrs={"rows": 2}))


class NoteForm(forms.Form):
    """What the incentives admins should know about a draft that is handed over."""

    words = forms.CharField(
        label=_("What your incentives admins should know"),
        max_length=1000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
