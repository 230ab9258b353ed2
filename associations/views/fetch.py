"""Fetch and authorise in one call: the first line of every page of an association."""

from typing import Any

from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _

from associations import workflow
from associations.models import Association
from associations.permissions import PARTNER_ROLES, roles_of
from documents.models import Document
from lifecycle import ActionRefused, Verdict, clock
from programs.models import Program

READING = ("GET", "HEAD")


def partner_association(request: HttpRequest, public_id: str, verb: str | None = None) -> Association:
    """An association for a page of the partner's people, with all that pages read.

    Http404 for a stranger; ActionRefused for staff (403), and where the page is only of use for `verb` and
    that is not possible now (403, 409). A POST is judged by its action instead, so that what was typed stays.
    """
    found = get_object_or_404(Association.objects.visible_to(request.user).for_page(), public_id=public_id)
    if not is_partner(request.user, found):
        raise ActionRefused(Verdict(False, _("This page is for the people of the partner."), forbidden=True))
    if verb and request.method in READING:
        require(request, found, verb)
    return found


def require(request: HttpRequest, association: Association, verb: str) -> None:
    """Raise ActionRefused (403, 409) where the person may not do this now."""
    verdict = workflow.verdict(association, verb, request.user, clock.now())
    if not verdict:
        raise ActionRefused(verdict)


def is_partner(user: Any, association: Association) -> bool:
    """Whether the person works for its location."""
    return bool(roles_of(user, association) & PARTNER_ROLES)


def seen_file(request: HttpRequest, public_id: str, document: str) -> tuple[Association, Document]:
    """An association that the person sees, and a file of its proof; anything else does not exist: Http404.

    What the partner has not sent yet is nobody's but theirs.
    """
    seen = Association.objects.visible_to(request.user).select_related("partner", "program")
    association = get_object_or_404(seen, public_id=public_id)
    proofs = association.proofs.all()
    if not is_partner(request.user, association):
        proofs = proofs.exclude(sent_at=None)
    used = Document.objects.filter(association_proofs__in=proofs).distinct().select_related("uploaded_by")
    found = used.prefetch_related("restrictions__asked_by", "restrictions__agreed_by")
    return association, get_object_or_404(found, public_id=document)


def programs_taking(user: Any, location: Any) -> Any:
    """The programs in which the person may record customers for this location."""
    return Program.objects.for_partner(user, location).filter(takes_associations=True, active=True)
