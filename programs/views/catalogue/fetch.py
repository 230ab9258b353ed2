"""Finding what a page of the catalogue is about."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404

from lifecycle import ActionRefused
from programs.hub import READERS
from programs.models import ActivityType, ActivityTypeVersion
from programs.permissions import held_roles, may_edit_catalogue

View = Callable[..., HttpResponse]


def reading(view: View) -> View:
    """For managers and auditors of any program: the catalogue is every program's. Nothing for everybody else."""

    @login_required
    @wraps(view)
    def with_role(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not {one.role for one in held_roles(request.user)} & set(READERS):
            raise Http404
        return view(request, *args, **kwargs)

    return with_role


def writing(view: View) -> View:
    """The same, and refused (403) for who only reads."""

    @reading
    @wraps(view)
    def as_manager(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not (verdict := may_edit_catalogue(request.user)):
            raise ActionRefused(verdict)
        return view(request, *args, **kwargs)

    return as_manager


def activity_of(code: str) -> ActivityType:
    """An activity by its code; 404 where there is none."""
    return get_object_or_404(ActivityType, code=code)


def draft_of(year: int, code: str) -> ActivityTypeVersion:
    """The draft of an activity for a year, with its parts; 404 where nothing is being written."""
    drafts = ActivityTypeVersion.objects.drafts(year).with_rules().prefetch_related("caps__program")
    return get_object_or_404(drafts, activity_type__code=code)
