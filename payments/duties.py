"""What people do with payments, for the page of a program: roles out of the tables of payments."""

from collections.abc import Iterator

from django.utils.translation import gettext_lazy as _

from payments.table import BY_VERB
from programs.duties import Duty
from programs.models import Program

ACTS = {
    "give_invoice": _("Give a tax invoice, where the program asks for one"),
    "accept_invoice": _("Check tax invoices"),
    "make_batch": _("Make payments ready"),
    "mark_sent": _("Send payments that somebody else made ready"),
}


def duties(_program: Program) -> Iterator[Duty]:
    """The same in every program."""
    for verb, words in ACTS.items():
        yield Duty(words, frozenset(BY_VERB[verb].roles))
