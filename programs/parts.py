"""This room's parts of running a program, as the hub lists them."""

from django.utils.translation import gettext_lazy as _

from programs.hub import Part

PARTS = (
    Part(
        "rates",
        _("Exchange rates"),
        "rates",
        _("By month, for what is invoiced in another currency."),
        takes="",
        place=60,
    ),
)
