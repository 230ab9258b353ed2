"""Two people lock a file away, and who looks at it nevertheless says why (R14).

Whoever shows anything of a document (its bytes, a picture of a page, its text) asks
`may_look()` first. Who may restrict is asked by the caller, who knows what the file is used for.
"""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

import history.actions as history
from documents import words
from documents.enums import State
from documents.models import Document, Restriction
from history.models import AccessRecord
from lifecycle import ActionRefused, Verdict

#: The access record that says why somebody looks at a restricted file.
REASON_GIVEN = "document.reason"
#: For so long one reason lasts.
LOOK = timedelta(minutes=15)


def may_look(document: Document, user: Any, at: datetime) -> Verdict:
    """Whether this person, who may see the document, may see what is in it now.

    A no says why: it is not ready, its bytes are gone, or it is restricted and no reason was
    given in the last 15 minutes. Prefetch `restrictions` where many documents are asked about.
    """
    if document.state != State.CLEAN or document.bytes_deleted_at:
        return Verdict(False, words.not_served(document))
    if needs_reason(document, user, at):
        return Verdict(False, _("This file is restricted. Say why you need to look at it; this is recorded."))
    return Verdict(True)


def needs_reason(document: Document, user: Any, at: datetime) -> bool:
    """Whether the file is restricted and this person has given no reason yet, or too long ago."""
    return restriction_of(document) is not None and look_ends(document, user, at) is None


def restriction_of(document: Document) -> Restriction | None:
    """The restriction that works now, or None. Reads `document.restrictions`."""
    return next((one for one in document.restrictions.all() if one.works), None)


def restricted_among(documents: Iterable[Document | int]) -> set[int]:
    """Ids of those that are restricted now; one query, however many they are."""
    working = Restriction.objects.filter(document__in=documents, agreed_at__isnull=False, ended_at=None)
    return set(working.values_list("document_id", flat=True))


def current(document: Document) -> Restriction | None:
    """The restriction that works or waits for a second person, or None. Reads `document.restrictions`."""
    return next((one for one in document.restrictions.all() if one.ended_at is None), None)


def may_agree(document: Document, user: Any) -> Verdict:
    """Whether this person is a second one for a restriction that waits; their role is the caller's question."""
    asked = current(document)
    if asked is None or asked.agreed_at:
        return Verdict(False, _("Nobody asks to restrict this file any more."))
    if asked.asked_by_id == user.pk:
        return Verdict(False, _("You asked for this restriction. Somebody else must agree to it."))
    return Verdict(True)


def look_ends(document: Document, user: Any, at: datetime) -> datetime | None:
    """Until when a reason this person gave lasts; None where none does."""
    given = AccessRecord.objects.filter(
        subject_kind=Document.SUBJECT_KIND,
        subject_id=document.pk,
        what=REASON_GIVEN,
        actor=user,
        at__gt=at - LOOK,
    )
    last = given.order_by("-at").values_list("at", flat=True).first()
    return last + LOOK if last else None


def looks(document: Document) -> QuerySet[AccessRecord]:
    """Who looked at the document and why, newest first, with the person."""
    records = AccessRecord.objects.filter(subject_kind=Document.SUBJECT_KIND, subject_id=document.pk)
    return records.select_related("actor").order_by("-at", "-pk")


def give_reason(document: Document, *, user: Any, at: datetime, reason: str) -> None:
    """Note why somebody looks at a restricted file; from now on they may for 15 minutes.

    reason: 1 to 400 characters. Raises ActionRefused, at the field, where it is empty.
    """
    _checked(reason, _("Say why you need to look at this file."))
    history.record_access(document, REASON_GIVEN, actor=user, at=at, reason=reason)


@transaction.atomic
def ask(document: Document, *, user: Any, at: datetime, reason: str) -> Restriction:
    """Ask for a restriction; it works when a second person agrees. The caller asks who may."""
    document = Document.objects.select_for_update().get(pk=document.pk)
    _checked(reason, _("Say why this file is to be restricted."))
    if current(document):
        raise ActionRefused(_("This file is restricted already, or somebody has asked for it."))
    restriction = Restriction.objects.create(document=document, reason=reason, asked_by=user, asked_at=at)
    history.record(document, "document.restriction_asked", actor=user, at=at, reason=reason)
    return restriction


@transaction.atomic
def agree(document: Document, *, user: Any, at: datetime) -> Restriction:
    """The second person's yes: from now on nobody looks without a recorded reason. The caller asks who may."""
    document = Document.objects.select_for_update().get(pk=document.pk)
    restriction, verdict = current(document), may_agree(document, user)
    if restriction is None or not verdict:
        raise ActionRefused(verdict)
    restriction.agreed_by, restriction.agreed_at = user, at
    restriction.save(update_fields=["agreed_by", "agreed_at"])
    history.record(document, "document.restricted", actor=user, at=at)
    return restriction


@transaction.atomic
def end(document: Document, *, user: Any, at: datetime, reason: str) -> Restriction:
    """End a restriction, or turn down one that was only asked for. The caller asks who may."""
    document = Document.objects.select_for_update().get(pk=document.pk)
    _checked(reason, _("Say why the restriction ends."))
    restriction = current(document)
    if restriction is None:
        raise ActionRefused(_("This file is not restricted."))
    restriction.ended_by, restriction.ended_at = user, at
    restriction.save(update_fields=["ended_by", "ended_at"])
    code = "document.restriction_ended" if restriction.agreed_at else "document.restriction_turned_down"
    history.record(document, code, actor=user, at=at, reason=reason)
    return restriction


def _checked(reason: str, otherwise: str) -> None:
    if not reason.strip():
        raise ActionRefused(Verdict(False, otherwise), fields={"reason": otherwise})
