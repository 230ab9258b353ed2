"""What people do with customers' associations, for the page of a program: roles out of the room's own table."""

from collections.abc import Iterator

from django.utils.translation import gettext_lazy as _

from associations.workflow import BY_VERB
from programs.duties import Duty
from programs.models import Program

#: Acts of the table that are somebody's work, in the order of the work.
ACTS = {
    "edit": _("Prepare associations with customers"),
    "submit": _("Submit associations with customers"),
    "approve": _("Decide associations with customers"),
}


def duties(program: Program) -> Iterator[Duty]:
    """Only where the program takes associations."""
    for verb, words in ACTS.items() if program.takes_associations else ():
        yield Duty(words, frozenset(BY_VERB[verb].roles))
