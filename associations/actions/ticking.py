"""What the clock does. It finds its own work in the database, so a gap of days heals itself."""

from datetime import datetime, timedelta

from django.db.models import Exists, F, OuterRef

from associations.actions import customers, settling
from associations.actions.door import act
from associations.consent import LOST, consent_of
from associations.enums import OPEN_STATES, AssociationState, RejectReason
from associations.limits import DAYS_OF_SILENCE
from associations.models import Association, AssociationItem, AssociationProof, CustomerLink
from associations.telling import tell
from documents.actions import rescan
from documents.models import Document
from lifecycle import ActionRefused
from outbox.ticks import each
from review import actions as review
from review.models import Request


def lapse_requests(at: datetime) -> int:
    """At the due instant an association without an answer is rejected (domain 7.5). Returns how many."""
    due = Request.objects.due(at).filter(subject_kind=Association.SUBJECT_KIND)
    return each(due.values_list("subject_id", flat=True), _lapse, "lapse association")


def _lapse(association_id: int) -> bool:
    try:
        with act(association_id, "lapse", None) as one:
            request = review.asked(one.association)
            final = one.association.came_from == AssociationState.DISPUTED
            review.lapse(request, answered=(), at=one.at)
            target = AssociationState.REJECTED_FINAL if final else AssociationState.REJECTED
            settling.decide(one, target, RejectReason.NO_RESPONSE, "", by=None)
            one.note()
            tell("association_decided", one.association, one.at, **settling.outcome(one.association))
    except ActionRefused:
        return False
    return True


def tell_of_lost_mails(at: datetime) -> int:
    """Tell partners, once, whose customer's server refused the mail for good. Returns how many associations."""
    lost = CustomerLink.objects.in_force().filter(returned_at=None, message__state__in=LOST)
    asked = lost.filter(association__state__in=OPEN_STATES).values_list("association", flat=True)
    return each(asked, customers.mail_failed, "tell of a lost mail about association")


def reopen_taken(at: datetime) -> int:
    """Give those back to the reviewers whose item was recorded for somebody else meanwhile. Returns how many."""
    twin = AssociationItem.objects.active().filter(tenant_id=OuterRef("tenant_id"), code=OuterRef("code"))
    taken = AssociationItem.objects.filter(
        Exists(twin.exclude(association=OuterRef("association"))), association=OuterRef("pk")
    )
    ids = Association.objects.cleared().filter(Exists(taken)).values_list("pk", flat=True)
    return each(ids, lambda pk: settling.reopen(pk, None), "reopen association")


def complete_silent(at: datetime) -> int:
    """Approve what we accepted and the customer let pass in silence (R19). Returns how many.

    Only those whose mail arrived so long ago are looked at: others may wait for months, and keep nobody waiting.
    """
    heard = CustomerLink.objects.in_force().filter(
        returned_at=None, message__sent_at__lte=at - timedelta(days=DAYS_OF_SILENCE - 1)
    )
    waiting = Association.objects.cleared().filter(Exists(heard.filter(association=OuterRef("pk"))))
    read = waiting.select_related("program").prefetch_related("links__message", "answers")
    agreed = [one.pk for one in read.order_by(F("cleared_at"), "pk") if consent_of(one, at).given]
    return each(agreed, lambda pk: settling.complete(pk, None), "complete association")


def rescan_files(at: datetime) -> int:
    """Have files of associations that are not decided scanned again when the signatures are a week newer."""
    running = AssociationProof.objects.filter(association__state__in=(AssociationState.DRAFT, *OPEN_STATES))
    return rescan(Document.objects.filter(pk__in=running.values("document")), at)
