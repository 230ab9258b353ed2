"""Forms of enrollments and of people's roles."""

from datetime import date, datetime
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import User
from programs.day_field import DayField
from programs.enums import EnrollmentState, VendorRole
from programs.forms.managing import ManagedForm
from programs.forms.reading import PartnerSearch
from programs.models import Enrollment


class EnrollmentFilter(PartnerSearch):
    """Among a program's enrollments, by how far they have come too."""

    state = forms.ChoiceField(
        label=gettext_lazy("State"),
        required=False,
        choices=[("", gettext_lazy("All")), *EnrollmentState.choices],
    )

    @property
    def wanted_state(self) -> str:
        return self.cleaned_data["state"] if self.is_valid() else ""


class EnrollForm(forms.Form):
    """From which day on a location takes part."""

    since = DayField(
        label=gettext_lazy("Takes part since"),
        help_text=gettext_lazy("Earning begins on the first day of the month in which everything is there."),
    )

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, initial={"since": today.replace(day=1)}, **kwargs)
        self.fields["since"].width = "md"


class EndForm(ManagedForm):
    """The last day of an enrollment."""

    names = ("until",)

    until = DayField(
        label=gettext_lazy("Last day"), error_messages={"required": gettext_lazy("Give the last day.")}
    )

    def __init__(self, *args: Any, thing: Enrollment, at: datetime, **kwargs: Any) -> None:
        super().__init__(*args, thing=thing, currency="", at=at, **kwargs)
        self.fields["until"].width = "md"

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        enrollment: Any = self.thing
        if cleaned.get("until") and cleaned["until"] < enrollment.since:
            self.add_error("until", _("An enrollment cannot end before it begins."))
        return cleaned


class RoleForm(forms.Form):
    """Who, by the address they sign in with, and what they may do."""

    person = forms.EmailField(label=gettext_lazy("Email address of the person"))
    role = forms.ChoiceField(label=gettext_lazy("Role"), choices=VendorRole.choices, widget=forms.RadioSelect)

    def clean_person(self) -> User:
        """The person; somebody who has no account yet is said at the field."""
        found = User.objects.filter(email__iexact=self.cleaned_data["person"]).first()
        if found is None:
            raise forms.ValidationError(_("Nobody signs in with this address."))
        return found
