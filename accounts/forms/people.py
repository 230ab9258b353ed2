from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from accounts.places import zone_city, zones_by_city


class LanguageForm(forms.Form):
    language = forms.ChoiceField(label=_("Language"), choices=settings.LANGUAGES)


class KeysForm(forms.Form):
    keys = forms.ChoiceField(label=_("Keys"), choices=[("on", _("On")), ("off", _("Off"))])


class LocationForm(forms.Form):
    location = forms.CharField(label=_("Location"), max_length=16)


class ColleagueForm(forms.Form):
    person = forms.IntegerField(label=_("Person"), min_value=1, max_value=2**63 - 1)


class YourselfForm(forms.Form):
    """In which language somebody is written to, and by which clock."""

    language = forms.ChoiceField(
        label=_("Language"),
        choices=User._meta.get_field("language").choices,
        widget=forms.RadioSelect,
        help_text=_("Of pages, mails, letters and your calendar."),
    )
    zone = forms.ChoiceField(
        label=_("Time zone"),
        help_text=_("Pages show times by this clock; a deadline always names the clock it is meant by."),
    )

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        started = {"language": user.language, "zone": user.zone}
        super().__init__(*args, initial=started, **kwargs)
        zones = zones_by_city(get_language() or "en")
        if user.zone not in dict(zones):
            zones = [(user.zone, zone_city(user.zone, get_language() or "en")), *zones]
        self.fields["zone"].choices = zones
