"""The people of a location."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from accounts.actions.reaching import try_colleague_again
from accounts.colleagues import colleagues_of
from accounts.forms.people import ColleagueForm
from accounts.models import Membership, Partner
from accounts.permissions import may_manage_people
from lifecycle import ActionRefused


@require_safe
@login_required
def location_people(request: HttpRequest, public_id: str) -> HttpResponse:
    """Who works for the location, and whom mails do not reach."""
    partner = get_object_or_404(Partner.objects.of(request.user), public_id=public_id)
    if not (verdict := may_manage_people(request.user, partner)):
        raise ActionRefused(verdict)
    context = {"partner": partner, "colleagues": colleagues_of(partner)}
    return render(request, "accounts/people.html", context)


@require_POST
@login_required
def location_people_try(request: HttpRequest, public_id: str) -> HttpResponse:
    """Let mails go to a colleague again whose address was not reached."""
    partner = get_object_or_404(Partner.objects.of(request.user), public_id=public_id)
    form = ColleagueForm(request.POST)
    wanted = form.cleaned_data["person"] if form.is_valid() else 0
    people = Membership.objects.filter(partner=partner).select_related("user", "partner")
    membership = get_object_or_404(people, pk=wanted)
    if try_colleague_again(membership, by=request.user):
        said = _("Mails go to %(name)s again. If the address is refused once more, it stands here.")
        messages.success(request, said % {"name": membership.user})
    return redirect("location_people", partner.public_id)
