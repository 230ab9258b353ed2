"""The queue of associations, the most urgent promise first."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from associations.actions.taking import take_next
from associations.forms.reviewing import QueueFilter
from associations.models import Association
from associations.querysets import QUEUE_ROLES
from associations.queue import narrow, rows_of
from lifecycle import clock
from lists.paging import page_of
from programs.enums import VendorRole
from programs.models import Program
from programs.permissions import held_roles, programs_of


@require_safe
@login_required
def association_queue(request: HttpRequest) -> HttpResponse:
    """What waits for us, or any other state; strangers and partners find nothing here."""
    roles = [one for one in held_roles(request.user) if one.role in QUEUE_ROLES]
    if not roles:
        raise Http404
    programs = Program.objects.filter(pk__in=[one.pk for one in programs_of(roles)], takes_associations=True)
    form = QueueFilter(request.GET, programs=programs)
    form.is_valid()
    found = narrow(Association.objects.in_queue(request.user), form.cleaned_data)
    waiting = not form.cleaned_data.get("state")
    moment = "promised_at" if waiting else "changed_at"
    with_answers = found.for_lists().prefetch_related("links__message", "answers")
    page = page_of(with_answers, request.GET, moment, oldest_first=waiting)
    at = clock.now()
    context = {
        "filter": form,
        "page": page,
        "rows": rows_of(page.rows, at),
        "at": at,
        "reviews": any(one.role == VendorRole.REVIEWER for one in roles),
    }
    return render(request, "associations/staff/queue.html", context)


@require_POST
@login_required
def association_next(request: HttpRequest) -> HttpResponse:
    """The most urgent one that nobody has."""
    found = take_next(user=request.user)
    if found is None:
        messages.info(request, _("Nothing waits for you."))
        return redirect("association_queue")
    return redirect("association_review", found.public_id)
