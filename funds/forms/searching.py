"""The filter over all funds somebody of the vendor may read; a GET form, so that what it finds can be linked."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from funds.querysets import FundQuerySet
from programs.models import Program, UsagePeriod


class FundFilter(forms.Form):
    """What cannot be read filters nothing."""

    search = forms.CharField(
        label=gettext_lazy("Name, city or number of the partner"),
        required=False,
        max_length=100,
        widget=forms.TextInput(attrs={"type": "search"}),
    )
    program = forms.ChoiceField(label=gettext_lazy("Program"), required=False)
    period = forms.ChoiceField(label=gettext_lazy("Usage period"), required=False)

    def __init__(
        self, *args: Any, programs: Iterable[Program], periods: Iterable[UsagePeriod], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        offered = {
            "program": [(one.code, str(one)) for one in programs],
            "period": [(str(one.pk), f"{one.name} · {one.program}") for one in periods],
        }
        for name, choices in offered.items():
            self.fields[name].choices = [("", _("All")), *choices]

    def narrow(self, funds: FundQuerySet) -> FundQuerySet:
        """The funds that pass every filter; each typed word is looked for in name, city and number."""
        wanted = self._wanted
        if code := wanted.get("program"):
            funds = funds.filter(program__code=code)
        if period := wanted.get("period"):
            funds = funds.filter(period=period)
        for word in wanted.get("search", "").split():
            funds = funds.filter(
                Q(partner__legal_name__icontains=word)
                | Q(partner__city__icontains=word)
                | Q(partner__number__icontains=word)
            )
        return funds

    @property
    def active(self) -> int:
        """How many filters are in use."""
        return sum(1 for value in self._wanted.values() if value)

    @property
    def _wanted(self) -> dict[str, Any]:
        self.is_valid()
        return self.cleaned_data
