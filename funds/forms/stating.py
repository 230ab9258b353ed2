"""What a statement is about: a usage period or all, and from which day until which. A GET form, so it can be linked."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from funds.models import Fund
from funds.statement import Scope
from programs.day_field import DayField


class StatementForm(forms.Form):
    """funds: all that the reader sees of the location in the program, at least one."""

    period = forms.TypedChoiceField(
        label=gettext_lazy("Usage period"), required=False, coerce=int, empty_value=None
    )
    first = DayField(label=gettext_lazy("From"), required=False)
    last = DayField(label=gettext_lazy("Until the end of"), required=False)

    def __init__(self, *args: Any, funds: list[Fund], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.funds = funds
        periods = [(one.period_id, one.period.name) for one in funds]
        self.fields["period"].choices = [("", _("All periods")), *periods]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        first, last = cleaned.get("first"), cleaned.get("last")
        if first and last and last < first:
            self.add_error("last", _("This day lies before the first one."))
        return cleaned

    def scope(self) -> Scope:
        """What was asked for; call it on a valid form."""
        wanted = self.cleaned_data
        period = wanted.get("period")
        funds = [one for one in self.funds if period in (None, one.period_id)]
        return Scope(
            funds[0].partner,
            funds[0].program,
            funds,
            funds[0].period if period else None,
            wanted["first"],
            wanted["last"],
        )
