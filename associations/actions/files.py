"""A file of a submitted association did not pass the checks: it is asked for again (R14)."""

import logging

from django.utils.translation import gettext_lazy, override

from associations.actions.door import act
from associations.actions.reviewing import ask
from associations.enums import DECIDED_STATES, OPEN_STATES
from associations.limits import file_due
from associations.models import Association
from associations.readiness import NOT_ACCEPTED
from documents.enums import State
from documents.models import Document
from history.models import Event
from review.wanted import Wanted

log = logging.getLogger(__name__)

AGAIN_WORDS = gettext_lazy("The file “%(name)s” did not pass the checks. Send it again.")


def file_settled(document: Document) -> None:
    """A sent file that was refused unlocks the answer for 5 business days; drafts say it on their page.

    A decided association stays decided: its reviewers see the file's state, and somebody is told aloud.
    """
    if document.state not in NOT_ACCEPTED:
        return
    using = Association.objects.filter(proofs__document=document, proofs__sent_at__isnull=False)
    for association_id in using.filter(state__in=OPEN_STATES).values_list("pk", flat=True):
        _ask_again(association_id, document)
    if document.state == State.INFECTED:
        for number in using.filter(state__in=DECIDED_STATES).values_list("number", flat=True):
            log.error("ALARM: %s of the decided association %s is infected", document.number, number)


def _ask_again(association_id: int, document: Document) -> None:
    """Ask for the file, once; where something is asked for already, for this too."""
    with act(association_id, "request_file_again", None) as one:
        association = one.association
        if _was_asked(association, document) or not association.proofs.filter(document=document).exists():
            return
        with override(association.owner.language):
            words = AGAIN_WORDS % {"name": document.name}
        due = file_due(association.program, association.partner.country, one.at)
        ask(one, [Wanted(words=str(words))], "", due, document=document.pk)


def _was_asked(association: Association, document: Document) -> bool:
    """Since it was settled; a job that is run twice asks once."""
    events = Event.objects.about(association).filter(code="association.request_file_again")
    return events.filter(at__gte=document.settled_at, params__document=document.pk).exists()
