from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from claims.forms.marks import TO_SUBMIT
from claims.models import Claim
from programs.day_field import DayField
from programs.forms.several import SeveralPeople
from programs.models import UsagePeriod


class ActivityForm(SeveralPeople):
    """What took place, when and where, and who looks after the claim."""

    title = forms.CharField(
        label=_("Name of the activity"),
        max_length=150,
        help_text=_("As you and the reviewer would call it, for example “Autumn seminar Kiel”."),
    )
    own_reference = forms.CharField(
        label=_("Your own reference"),
        max_length=60,
        required=False,
        help_text=_("A number or word of your own bookkeeping. You can search for it."),
    )
    first_day = DayField(label=_("First day"), required=False)
    last_day = DayField(label=_("Last day"), required=False)
    place = forms.CharField(
        label=_("Place"),
        max_length=200,
        required=False,
        help_text=_("Where it took place, or the websites, papers or networks it ran in."),
    )
    description = forms.CharField(
        label=_("What took place"),
        max_length=4000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text=_("Two or three sentences: for whom, about what, and what came of it."),
    )
    owner = forms.ModelChoiceField(
        label=_("Who looks after this claim"),
        queryset=User.objects.none(),
        empty_label=None,
        help_text=_("This colleague gets the mails about it, beside your incentives admins."),
    )

    #: What `drafting.edit_activity` writes.
    FACTS = ("title", "own_reference", "first_day", "last_day", "place", "description", "owner")

    def __init__(self, *args: Any, claim: Claim, people: list[User], **kwargs: Any) -> None:
        initial = {name: getattr(claim, name) for name in self.FACTS}
        super().__init__(*args, initial=initial.copy(), **kwargs)
        self.saw(initial)
        for name in ("first_day", "last_day"):
            self.fields[name].within(claim.period.first_day, claim.period.last_day)
            self.fields[name].mark = TO_SUBMIT
        self.fields["owner"].queryset = User.objects.filter(pk__in=[one.pk for one in people])
        self.fields["own_reference"].width = "md"

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        first, last = cleaned.get("first_day"), cleaned.get("last_day")
        if first and last and last < first:
            self.add_error("last_day", _("The activity cannot end before it begins."))
        return cleaned

    @property
    def facts(self) -> dict[str, Any]:
        """The cleaned facts for the action."""
        return {name: self.cleaned_data[name] for name in self.FACTS}


class StartForm(forms.Form):
    """The name under which a draft begins."""

    title = forms.CharField(
        label=_("Name of the activity"),
        max_length=150,
        help_text=_("As you and the reviewer would call it, for example “Autumn seminar Kiel”."),
    )


class CopyForm(forms.Form):
    """In which usage period the copy is claimed."""

    period = forms.ModelChoiceField(
        label=_("Usage period"),
        queryset=UsagePeriod.objects.none(),
        widget=forms.RadioSelect,
        empty_label=None,
    )

    def __init__(self, *args: Any, periods: list[UsagePeriod], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["period"].queryset = UsagePeriod.objects.filter(pk__in=[one.pk for one in periods])
        self.fields["period"].label_from_instance = lambda period: period.name
