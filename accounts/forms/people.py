from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _


class LanguageForm(forms.Form):
    language = forms.ChoiceField(label=_("Language"), choices=settings.LANGUAGES)


class KeysForm(forms.Form):
    keys = forms.ChoiceField(label=_("Keys"), choices=[("on", _("On")), ("off", _("Off"))])


class LocationForm(forms.Form):
    location = forms.CharField(label=_("Location"), max_length=16)
