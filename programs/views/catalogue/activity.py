"""One activity in a fiscal year: what holds, its draft, its history; comparing, publishing, throwing away."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from lifecycle import clock
from programs.actions.drafting import delete_draft, draft_activity
from programs.actions.publishing import call_off
from programs.catalogue_words import history_of, sections, texts_of, version_name
from programs.comparing import facts_of
from programs.enums import VendorRole
from programs.forms.comparing import CompareForm
from programs.models import ActivityTypeVersion, Program
from programs.permissions import may_edit_catalogue
from programs.views.catalogue.fetch import activity_of, draft_of, reading, writing
from programs.yearly import pinned, rows_of


@require_safe
@reading
def catalogue_activity(request: HttpRequest, year: int, code: str) -> HttpResponse:
    """What holds in the year, the draft with the ways to its parts, and what happened to it."""
    activity = activity_of(code)
    row = rows_of(year, clock.now(), [code])[0]
    managed = Program.objects.with_role(request.user, VendorRole.MANAGER)
    context = {
        "activity": activity,
        "year": year,
        "row": row,
        "texts": texts_of(row.shown) if row.shown else [],
        "versions": activity.versions.order_by("-fiscal_year", "-revision"),
        "entries": history_of(activity),
        "may_edit": may_edit_catalogue(request.user).ok,
        "managed": {one.pk for one in managed},
        "kept": sum(pinned([row.held.pk]).values()) if row.held else 0,
    }
    return render(request, "programs/catalogue/activity.html", context)


@require_POST
@writing
def catalogue_draft(request: HttpRequest, year: int, code: str) -> HttpResponse:
    """A draft of this activity, to be changed."""
    draft_activity(activity_of(code).code, year, by=request.user)
    return redirect("catalogue_activity", year, code)


@require_POST
@writing
def catalogue_delete(request: HttpRequest, year: int, code: str) -> HttpResponse:
    """Throw the draft away."""
    delete_draft(draft_of(year, code), by=request.user)
    messages.success(request, _("The draft is deleted. What held before goes on."))
    return redirect("catalogue_year", year)


@require_POST
@writing
def catalogue_call_off(request: HttpRequest, year: int, code: str) -> HttpResponse:
    """The draft is not published on its day."""
    call_off(draft_of(year, code), by=request.user)
    messages.success(request, _("It is not published on that day any more; the draft stays."))
    return redirect("catalogue_activity", year, code)


@require_safe
@reading
def catalogue_compare(request: HttpRequest, year: int, code: str) -> HttpResponse:
    """Two versions of an activity field by field: the draft or the newest one, and the one before unless asked."""
    activity = activity_of(code)
    versions = _versions(code)
    if not versions:
        raise Http404
    newest = next((one for one in versions if one.fiscal_year <= year), versions[0])
    form = CompareForm(request.GET, versions=versions, after=newest)
    before, after = form.pair
    context = {
        "activity": activity,
        "year": year,
        "form": form,
        "after": after,
        "before_name": capfirst(version_name(before.fiscal_year, before.revision)),
        "after_name": capfirst(version_name(after.fiscal_year, after.revision)),
        "sections": sections(facts_of(before), facts_of(after)),
    }
    return render(request, "programs/catalogue/compare.html", context)


def _versions(code: str) -> list[ActivityTypeVersion]:
    found = ActivityTypeVersion.objects.filter(activity_type__code=code).with_rules()
    return list(found.prefetch_related("caps__program").order_by("-fiscal_year", "-revision"))
