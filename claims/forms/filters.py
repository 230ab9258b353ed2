from typing import Any

from django import forms
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from claims.enums import ClaimState
from claims.models import Claim, Sheet, SheetRow
from programs.models import Program, UsagePeriod


class ClaimFilterForm(forms.Form):
    """Filters of the partner's list; offers only what occurs in it."""

    text = forms.CharField(label=_("Name, number or reference"), required=False, max_length=100)
    state = forms.ChoiceField(label=_("State"), required=False)
    program = forms.ModelChoiceField(
        label=_("Program"), queryset=Program.objects.none(), required=False, to_field_name="code"
    )
    period = forms.ModelChoiceField(
        label=_("Usage period"), queryset=UsagePeriod.objects.none(), required=False
    )
    owner = forms.ModelChoiceField(label=_("Owner"), queryset=User.objects.none(), required=False)
    sheet = forms.ModelChoiceField(
        label=_("From the sheet"),
        queryset=Sheet.objects.none(),
        required=False,
        to_field_name="public_id",
    )

    def __init__(self, *args: Any, claims: QuerySet[Claim], user: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        everything = ("", _("All"))
        self.fields["state"].choices = [everything, *ClaimState.choices]
        self.fields["program"].queryset = Program.objects.filter(pk__in=claims.values("program"))
        periods = UsagePeriod.objects.filter(pk__in=claims.values("period"))
        self.fields["period"].queryset = periods.select_related("program").order_by("-first_day")
        self.fields["period"].label_from_instance = _period_label
        self.fields["owner"].queryset = User.objects.filter(pk__in=claims.values("owner")).order_by("name")
        made = SheetRow.objects.filter(claim__in=claims).values("sheet")
        sheets = Sheet.objects.visible_to(user).filter(pk__in=made).defer("content")
        self.fields["sheet"].queryset = sheets.order_by("-sent_at")
        for name in ("program", "period", "owner", "sheet"):
            self.fields[name].empty_label = everything[1]
        if not self.fields["sheet"].queryset.exists():
            del self.fields["sheet"]

    def narrow(self, claims: QuerySet[Claim]) -> QuerySet[Claim]:
        """The claims that pass; what cannot be read filters nothing."""
        self.is_valid()
        wanted = {
            name: value
            for name, value in self.cleaned_data.items()
            if value and name not in ("text", "sheet")
        }
        claims = claims.filter(**wanted)
        if sheet := self.cleaned_data.get("sheet"):
            claims = claims.filter(pk__in=sheet.rows.values("claim"))
        for word in self.cleaned_data.get("text", "").split():
            claims = claims.filter(
                Q(title__icontains=word)
                | Q(number__icontains=word)
                | Q(own_reference__icontains=word)
                | Q(place__icontains=word)
            )
        return claims

    @property
    def active(self) -> int:
        """How many filters are in use."""
        return sum(1 for value in self.cleaned_data.values() if value)


def _period_label(period: UsagePeriod) -> str:
    return f"{period.name} · {period.program}"
