"""What was sent to whom, on the hub of running a program."""

from django.utils.translation import gettext_lazy as _

from programs.hub import Part

SENT = Part(
    "sent",
    _("Mails sent"),
    "sent",
    _("What went to whom, whether it arrived, and sending it again."),
    takes="",
    place=220,
)
