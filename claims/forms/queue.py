"""The filter over the queue: a GET form, so that what it shows can be linked and kept; and what leads choose there."""

from collections.abc import Iterable
from typing import Any

from babel import Locale
from django import forms
from django.conf import settings
from django.http import QueryDict
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from claims.enums import DECIDED_STATES, OPEN_STATES, STAFF_LABELS, ClaimState
from claims.order import NEWEST, ORDERS, Order
from claims.queue import EVERY_STATE
from programs.models import Program
from review.enums import FlagCode

SHOWN_STATES = (*OPEN_STATES, *DECIDED_STATES, ClaimState.WITHDRAWN)


class QueueFilter(forms.Form):
    """Unknown values of an old or edited address are passed over, not complained about."""

    q = forms.CharField(
        label=_("Number, partner, invoice, or words of activity and files"),
        required=False,
        max_length=100,
        widget=forms.TextInput(attrs={"type": "search"}),
    )
    program = forms.ChoiceField(label=_("Program"), required=False)
    state = forms.ChoiceField(
        label=_("State"),
        required=False,
        choices=[
            ("", _("All open claims")),
            *((state.value, STAFF_LABELS[state]) for state in SHOWN_STATES),
            (EVERY_STATE, _("Every state")),
        ],
    )
    country = forms.ChoiceField(label=_("Country"), required=False)
    language = forms.ChoiceField(label=_("Language"), required=False)
    flag = forms.ChoiceField(
        label=_("Marked as"), required=False, choices=[("", _("All")), *FlagCode.choices]
    )
    sort = forms.ChoiceField(
        label=_("Order"), required=False, choices=[(word, order.label) for word, order in ORDERS.items()]
    )
    mine = forms.BooleanField(label=_("Only those I took"), required=False)
    assigned = forms.BooleanField(label=_("Only those given to me"), required=False)

    def __init__(self, *args: Any, programs: Iterable[Program], countries: Iterable[str], **kwargs: Any):
        super().__init__(*args, **kwargs)
        names = Locale.parse(get_language() or "en", sep="-").territories
        places = sorted(((code, names.get(code, code)) for code in countries), key=lambda place: place[1])
        offered = {
            "program": [(one.code, str(one)) for one in programs],
            "country": places,
            "language": settings.LANGUAGES,
        }
        for name, choices in offered.items():
            self.fields[name].choices = [("", _("All")), *choices]

    @property
    def wanted(self) -> dict[str, Any]:
        """What was asked for and is valid."""
        self.is_valid()
        return {name: value for name, value in self.cleaned_data.items() if value}

    @property
    def order(self) -> Order:
        """Open claims stand as the person wants, all others newest first: nobody waits for one of them."""
        wanted = self.wanted
        return ORDERS[wanted.get("sort", "")] if wanted.get("state", "") in ("", *OPEN_STATES) else NEWEST

    @classmethod
    def query_of(cls, address: str) -> str:
        """What an address says about this filter and nothing else, as the query of an address."""
        given = QueryDict(address[:1000])
        kept = QueryDict(mutable=True)
        kept.update({name: given[name] for name in cls.base_fields if given.get(name)})
        return kept.urlencode()


class SaveFilterForm(forms.Form):
    """A name for the filter that is in use."""

    name = forms.CharField(label=_("Name of this filter"), max_length=60)
    query = forms.CharField(widget=forms.HiddenInput, required=False, max_length=1000)

    def clean_query(self) -> str:
        return QueueFilter.query_of(self.cleaned_data["query"])


class GiveForm(forms.Form):
    """To whom a lead gives the claims that are ticked."""

    to = forms.ModelChoiceField(
        label=_("Reviewer"), queryset=User.objects.none(), required=False, empty_label=_("Choose a person")
    )

    def __init__(self, *args: Any, reviewers: Iterable[User], **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.fields["to"].queryset = reviewers
