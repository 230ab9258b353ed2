"""The filter over the queue: a GET form, so that what it shows can be linked."""

from collections.abc import Iterable
from typing import Any

from babel import Locale
from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from claims.enums import DECIDED_STATES, OPEN_STATES, STAFF_LABELS, ClaimState
from claims.queue import EVERY_STATE
from programs.models import Program

SHOWN_STATES = (*OPEN_STATES, *DECIDED_STATES, ClaimState.WITHDRAWN)


class QueueFilter(forms.Form):
    """Unknown values of an old or edited address are passed over, not complained about."""

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
    q = forms.CharField(
        label=_("Number, activity or partner"),
        required=False,
        max_length=100,
        widget=forms.TextInput(attrs={"type": "search"}),
    )
    mine = forms.BooleanField(label=_("Only those I took"), required=False)

    def __init__(self, *args: Any, programs: Iterable[Program], countries: Iterable[str], **kwargs: Any):
        super().__init__(*args, **kwargs)
        names = Locale.parse(get_language() or "en", sep="-").territories
        places = sorted(((code, names.get(code, code)) for code in countries), key=lambda place: place[1])
        offered = {"program": [(one.code, str(one)) for one in programs], "country": places}
        for name, choices in offered.items():
            self.fields[name] = forms.ChoiceField(
                label=self.fields[name].label, required=False, choices=[("", _("All")), *choices]
            )

    @property
    def wanted(self) -> dict[str, Any]:
        """What was asked for and is valid."""
        self.is_valid()
        return {name: value for name, value in self.cleaned_data.items() if value}
