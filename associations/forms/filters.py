from typing import Any

from django import forms
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from associations.engagements import EngagementCode
from associations.enums import AssociationState
from associations.querysets import AssociationQuerySet
from lists.searching import query_for

SORTS = (
    ("changed_at", _("Newest change first")),
    ("approved_at", _("Newest span first")),
    ("submitted_at", _("Newest submission first")),
)


class FilterForm(forms.Form):
    """Filters and the order of the partner's list."""

    text = forms.CharField(label=_("Customer, domain or number"), required=False, max_length=100)
    state = forms.ChoiceField(label=_("State"), required=False)
    engagement = forms.ChoiceField(label=_("Engagement"), required=False)
    sort = forms.ChoiceField(label=_("Order"), choices=SORTS, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        everything = ("", _("All"))
        self.fields["state"].choices = [everything, *AssociationState.choices]
        self.fields["engagement"].choices = [everything, *EngagementCode.choices]

    def narrow(self, found: AssociationQuerySet) -> AssociationQuerySet:
        """The associations that pass; what cannot be read filters nothing."""
        self.is_valid()
        for name in ("state", "engagement"):
            if wanted := self.cleaned_data.get(name):
                found = found.filter(**{name: wanted})
        if query := query_for(self.cleaned_data.get("text", "")):
            found = found.found_by(Q(words=query))
        # By a moment that not all have, those without come not at all: they have no place in the order.
        return found if self.moment == "changed_at" else found.exclude(**{self.moment: None})

    @property
    def moment(self) -> str:
        """By which instant the list is ordered."""
        return self.cleaned_data.get("sort") or "changed_at"

    @property
    def active(self) -> int:
        """How many filters are in use."""
        return sum(1 for name, value in self.cleaned_data.items() if value and name != "sort")
