"""The search over what was sent: a GET form, so that what it finds can be linked."""

import re
from typing import Any

from django import forms
from django.contrib.auth import get_user_model
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from associations.models import Association
from claims.models import Claim
from notifications.enums import MessageState
from notifications.kinds import catalogue
from notifications.models import Message

NUMBER = re.compile(r"[A-Z]+-\d{4}-\d+", re.IGNORECASE)


class SentFilter(forms.Form):
    """To whom or about which claim or association, of which kind, and what became of it."""

    search = forms.CharField(
        label=_("Name, address, or number of a claim or association"),
        required=False,
        max_length=254,
        widget=forms.TextInput(attrs={"type": "search"}),
    )
    kind = forms.ChoiceField(label=pgettext_lazy("kind of message", "Kind"), required=False)
    state = forms.ChoiceField(
        label=_("State"), required=False, choices=[("", _("All")), *MessageState.choices]
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["kind"].choices = [("", _("All")), *((one.code, one.label) for one in catalogue())]

    def applied_to(self, messages: QuerySet[Message]) -> QuerySet[Message]:
        """Of these messages those that are looked for; none where the search cannot be read."""
        if not self.is_valid():
            return messages.none()
        given = self.cleaned_data
        messages = messages.filter(**{name: given[name] for name in ("kind", "state") if given[name]})
        return _searched(messages, given["search"]) if given["search"] else messages


def _searched(messages: QuerySet[Message], text: str) -> QuerySet[Message]:
    if NUMBER.fullmatch(text):
        about = Q()
        for numbered in (Claim, Association):
            found = numbered.objects.filter(number=text.upper()).values("pk")
            about |= Q(subject_kind=numbered.SUBJECT_KIND, subject_id__in=found)
        return messages.filter(about)
    if "@" in text:
        return messages.filter(address__startswith=text.lower())
    people = get_user_model().objects.filter(name__icontains=text)
    return messages.filter(to__in=people.values("pk"))
