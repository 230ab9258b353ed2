"""Words that turn a claim over to somebody else: a request to the partner, a return to the reviewer."""

from django import forms
from django.utils.translation import gettext_lazy as _


class RequestForm(forms.Form):
    """What the partner is asked for, in the reviewer's own words."""

    words = forms.CharField(
        label=_("What do you need?"),
        help_text=_(
            "Name one document or answer, and say what it must show. The partner gets these words by mail."
        ),
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 6}),
        error_messages={"required": _("Say what you need from the partner.")},
    )


class ReturnForm(forms.Form):
    """Why an approver does not follow a recommendation."""

    reason = forms.CharField(
        label=_("Why do you send it back?"),
        help_text=_("The reviewer reads this, and it stays in the history."),
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 5}),
        error_messages={"required": _("Say why you send it back.")},
    )
