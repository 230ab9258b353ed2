"""The letter of a decision: promised when the decision leaves, written by a worker."""

from datetime import date, datetime
from decimal import Decimal

from django.utils import timezone
from django.utils.translation import override

from claims.actions.door import Act
from claims.actions.writing import written
from claims.lettered import data_of
from claims.models import Decision, Letter
from documents import actions as documents
from documents.enums import Origin
from documents.pdf import draw
from outbox.actions import enqueue

WRITE = "claims.write_letter"


def promise(one: Act, decision: Decision, rest: Decimal) -> Letter:
    """Take down what the decision says, in the language of whoever looks after the claim; `rest` as in `data_of`."""
    letter = Letter.objects.create(
        decision=decision,
        data=data_of(one.claim, decision, rest, one.at),
        language=one.claim.owner.language,
        made_at=one.at,
    )
    enqueue(WRITE, at=one.at, letter=letter.pk)
    return letter


def write(letter: Letter, at: datetime) -> None:
    """Draw the PDF of a letter and keep it; called again it does nothing. Raises StorageAway."""
    if letter.document_id:
        return
    with override(letter.language), timezone.override(letter.data["zone"]):
        pdf = draw("letter", {"letter": letter, **letter.data})
    with written(f"{letter}.pdf", pdf) as upload:
        row = Letter.objects.select_for_update().get(pk=letter.pk)
        if row.document_id:
            return
        decision = letter.decision
        document = documents.receive(
            upload, partner=decision.claim.partner, user=decision.by, at=at, origin=Origin.LETTER
        )
        documents.retain(document, until=date.fromisoformat(row.data["keep_until"]), at=at)
        Letter.objects.filter(pk=row.pk).update(document=document)
