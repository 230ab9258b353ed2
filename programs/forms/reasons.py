"""Forms of reasons: their words in both languages, and whether they are offered."""

from datetime import datetime
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy, pgettext_lazy

from programs.enums import ReasonKind
from programs.forms.managing import BothOrNone, ManagedForm
from programs.forms.words import Text
from programs.models import Reason

TEXTS = {
    "words": Text(pgettext_lazy("catalogue", "Reason"), rows=2, needed=True),
    "mend": Text(
        gettext_lazy("What mends it"),
        rows=2,
        hint=gettext_lazy("Advice that follows the reason; may stay empty."),
    ),
}


class ReasonForm(ManagedForm):
    """The words of a reason that is there, and whether it is offered any more."""

    texts = TEXTS
    names = ("words", "mend", "active")

    active = forms.BooleanField(
        label=gettext_lazy("Offered"),
        required=False,
        help_text=gettext_lazy("A reason that is no longer offered stays where it was given."),
    )

    def __init__(self, *args: Any, thing: Reason, at: datetime, **kwargs: Any) -> None:
        super().__init__(*args, thing=thing, currency="", at=at, **kwargs)


class NewReasonForm(BothOrNone):
    """A reason that one program offers."""

    texts = TEXTS

    kind = forms.ChoiceField(
        label=gettext_lazy("Kind of reason"), choices=ReasonKind.choices, widget=forms.RadioSelect
    )
