"""The catalogue of a fiscal year as a whole: how each activity stands, copying it, adding to it, publishing it."""

from itertools import groupby

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from lifecycle import clock
from lifecycle.refusals import refusals_in, status_of
from programs import rules
from programs.actions.drafting import add_activity, copy_year
from programs.actions.publishing import plan, publish
from programs.forms.catalogue import NewActivityForm
from programs.forms.publishing import PublishForm
from programs.models import ActivityTypeVersion
from programs.permissions import may_edit_catalogue
from programs.views.catalogue.fetch import reading, writing
from programs.yearly import Standing, pinned, rows_of


@require_safe
@reading
def catalogue(request: HttpRequest) -> HttpResponse:
    """The catalogue of the next fiscal year, which is the one that is prepared."""
    running = rules.fiscal_year(rules.local_day(clock.now(), request.user.zone))
    return redirect("catalogue_year", running + 1)


@require_safe
@reading
def catalogue_year(request: HttpRequest, year: int) -> HttpResponse:
    """Every activity with its state in the year."""
    at = clock.now()
    rows = rows_of(year, at)
    groups = groupby(rows, key=lambda one: one.activity.get_category_display())
    running = rules.fiscal_year(rules.local_day(at, request.user.zone))
    written = ActivityTypeVersion.objects.order_by("-fiscal_year").values_list("fiscal_year", flat=True)
    context = {
        "year": year,
        "groups": [(name, list(members)) for name, members in groups],
        "years": sorted({running, running + 1, year, *written.distinct()}, reverse=True),
        "drafts": sum(1 for one in rows if one.draft),
        "uncopied": sum(1 for one in rows if one.standing == Standing.CARRIED),
        "may_edit": may_edit_catalogue(request.user).ok,
    }
    return render(request, "programs/catalogue/year.html", context)


@require_POST
@writing
def catalogue_copy(request: HttpRequest, year: int) -> HttpResponse:
    """Drafts of everything that held the year before."""
    made = len(copy_year(year, by=request.user))
    words = ngettext("%(number)s draft made.", "%(number)s drafts made.", made)
    messages.success(request, words % {"number": made})
    return redirect("catalogue_year", year)


@require_http_methods(["GET", "HEAD", "POST"])
@writing
def catalogue_new(request: HttpRequest, year: int) -> HttpResponse:
    """A new kind of activity."""
    form = NewActivityForm(request.POST or None)
    if form.is_valid():
        words = {name: form.written(name) for name in form.texts}
        with refusals_in(form):
            add_activity(year, form.activity, words, by=request.user)
            messages.success(request, _("The draft is there. Say now what it asks for and what is paid."))
            return redirect("catalogue_activity", year, form.cleaned_data["code"])
    return render(
        request, "programs/catalogue/new.html", {"form": form, "year": year}, status=status_of(form)
    )


@require_http_methods(["GET", "HEAD", "POST"])
@writing
def catalogue_publish(request: HttpRequest, year: int) -> HttpResponse:
    """Publish drafts of the year, now or on a day; those that are not ready are listed with the reason."""
    rows = [one for one in rows_of(year, clock.now()) if one.draft]
    ready = [one for one in rows if not one.problems]
    only = request.GET.get("activity", "")
    form = PublishForm(request.POST or None, year=year, rows=ready, only=only)
    if form.is_valid():
        with refusals_in(form):
            if form.day:
                plan(form.drafts, form.day, by=request.user)
                messages.success(request, _("Planned. The portal publishes it on that day by itself."))
            else:
                publish(form.drafts, by=request.user)
                messages.success(request, _("Published."))
            return redirect("catalogue_year", year)
    context = {
        "form": form,
        "year": year,
        "unready": [one for one in rows if one.problems],
        "kept": sum(pinned(one.held.pk for one in rows if one.held).values()),
    }
    return render(request, "programs/catalogue/publish.html", context, status=status_of(form))
