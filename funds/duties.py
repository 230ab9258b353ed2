"""What people do with earnings, for the page of a program: roles out of the table of imports."""

from collections.abc import Iterator

from django.utils.translation import gettext_lazy as _

from funds.earnings.table import BY_VERB
from programs.duties import Duty
from programs.models import Program

ACTS = {
    "send": _("Bring in earnings and adjustments"),
    "confirm": _("Confirm earnings that somebody else brought in"),
}


def duties(_program: Program) -> Iterator[Duty]:
    """The same in every program."""
    for verb, words in ACTS.items():
        yield Duty(words, frozenset(BY_VERB[verb].roles))
