"""What people arrange on the queue: filters they keep, and who works on which claims."""

from functools import partial

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from claims.actions import assigning
from claims.forms.queue import GiveForm, QueueFilter, SaveFilterForm
from claims.models import Claim
from claims.workflow import BY_VERB, wrong_role
from lifecycle import ActionRefused, Verdict
from programs.enums import VendorRole
from programs.permissions import held_roles, people_of
from review import saving


@require_POST
@login_required
def queue_filter_save(request: HttpRequest) -> HttpResponse:
    """Keep the filter that is in use under a name."""
    _require_roles(request)
    form = SaveFilterForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("Give the filter a name of up to 60 letters."))
        return _back(request)
    try:
        saving.save(request.user, form.cleaned_data["name"], form.cleaned_data["query"])
    except ActionRefused as refused:
        messages.error(request, refused.reason)
    else:
        messages.success(request, _("The filter is kept as “%(name)s”.") % form.cleaned_data)
    return _back(request)


@require_POST
@login_required
def queue_filter_delete(request: HttpRequest) -> HttpResponse:
    """Forget one of the person's own filters."""
    key = request.POST.get("filter", "")
    if not key.isdecimal() or not saving.delete(request.user, int(key)):
        raise Http404
    messages.success(request, _("The filter is deleted."))
    return _back(request)


@require_POST
@login_required
def queue_give(request: HttpRequest) -> HttpResponse:
    """A lead gives the ticked claims to somebody, or to everybody again."""
    managed = _managed(request)
    ticked = Claim.objects.in_queue(request.user).filter(public_id__in=request.POST.getlist("claim")[:100])
    form = GiveForm(request.POST, reviewers=people_of(managed, VendorRole.REVIEWER))
    to = form.cleaned_data["to"] if form.is_valid() else None
    if not ticked or not (to or "release" in request.POST):
        messages.error(request, _("Tick claims, and choose to whom they are given."))
        return _back(request)
    if "release" in request.POST:
        done = assigning.each(ticked, partial(assigning.release, user=request.user))
        said = ngettext("%(count)d claim is free.", "%(count)d claims are free.", done.count)
    else:
        done = assigning.give(ticked, to, user=request.user)
        said = ngettext("%(count)d claim given to %(to)s.", "%(count)d claims given to %(to)s.", done.count)
    messages.success(request, said % {"count": done.count, "to": to})
    for words in done.refused:
        messages.error(request, words)
    return _back(request)


def _managed(request: HttpRequest) -> list[int]:
    """Ids of the programs whose lead the person is; refuses everybody else."""
    roles = _require_roles(request)
    managed = [one.program_id for one in roles if one.role == VendorRole.MANAGER and one.program_id]
    if not managed:
        raise ActionRefused(Verdict(False, wrong_role(BY_VERB["assign"]), forbidden=True))
    return managed


def _require_roles(request: HttpRequest) -> list:
    if not (roles := held_roles(request.user)):
        raise Http404
    return roles


def _back(request: HttpRequest) -> HttpResponse:
    """To the queue as it was filtered."""
    query = QueueFilter.query_of(request.POST.get("query", ""))
    return redirect(f"{reverse('queue')}?{query}" if query else reverse("queue"))
