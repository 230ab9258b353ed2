"""What people do with claims, for the page of a program: the acts in words, the roles out of the claims' table."""

from collections.abc import Iterator

from django.utils.translation import gettext_lazy as _

from claims.table import BY_VERB
from programs.duties import Duty
from programs.models import Program

#: Acts of the table that are somebody's work, in the order of the work.
ACTS = {
    "edit": _("Prepare claims, add invoices and files"),
    "hand_over": _("Hand a draft over as ready to submit"),
    "certify": _("Certify in-house work"),
    "submit": _("Submit claims"),
    "withdraw": _("Withdraw claims"),
    "answer": _("Answer what was asked"),
    "correct_amounts": _("Correct amounts in an answer"),
    "dispute": _("Dispute a decision"),
    "take": _("Review claims and their documents"),
    "request": _("Ask for missing documents"),
    "recommend": _("Recommend a decision above the limit"),
    "decide": _("Decide claims"),
    "reverse": _("Take an unpaid decision back, two together"),
    "call": _("Call for originals"),
    "assign": _("Give claims to reviewers"),
    "message": _("Write messages about a claim"),
}


def duties(_program: Program) -> Iterator[Duty]:
    """The same in every program."""
    for verb, words in ACTS.items():
        yield Duty(words, frozenset(BY_VERB[verb].roles))
