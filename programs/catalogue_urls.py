"""Below /manage/catalogue/: what partners can claim for, by fiscal year; every program's."""

from django.urls import path

from programs import converters  # noqa: F401 - registers the year
from programs.views.catalogue import activity, parts, year

_YEAR = "<fiscal_year:year>/"
_ACTIVITY = f"{_YEAR}activities/<slug:code>/"
_REQUIREMENT = f"{_ACTIVITY}requirements/<slug:key>/"
_CAP = f"{_ACTIVITY}caps/<int:cap>/"

urlpatterns = [
    path("", year.catalogue, name="catalogue"),
    path(_YEAR, year.catalogue_year, name="catalogue_year"),
    path(f"{_YEAR}copy/", year.catalogue_copy, name="catalogue_copy"),
    path(f"{_YEAR}new/", year.catalogue_new, name="catalogue_new"),
    path(f"{_YEAR}publish/", year.catalogue_publish, name="catalogue_publish"),
    path(_ACTIVITY, activity.catalogue_activity, name="catalogue_activity"),
    path(f"{_ACTIVITY}draft/", activity.catalogue_draft, name="catalogue_draft"),
    path(f"{_ACTIVITY}delete/", activity.catalogue_delete, name="catalogue_delete"),
    path(f"{_ACTIVITY}call-off/", activity.catalogue_call_off, name="catalogue_call_off"),
    path(f"{_ACTIVITY}compare/", activity.catalogue_compare, name="catalogue_compare"),
    path(f"{_ACTIVITY}words/", parts.catalogue_words, name="catalogue_words"),
    path(f"{_ACTIVITY}requirements/", parts.catalogue_requirement, name="catalogue_requirement_new"),
    path(_REQUIREMENT, parts.catalogue_requirement, name="catalogue_requirement"),
    path(f"{_REQUIREMENT}remove/", parts.catalogue_requirement_remove, name="catalogue_requirement_remove"),
    path(f"{_ACTIVITY}caps/", parts.catalogue_cap, name="catalogue_cap_new"),
    path(_CAP, parts.catalogue_cap, name="catalogue_cap"),
    path(f"{_CAP}remove/", parts.catalogue_cap_remove, name="catalogue_cap_remove"),
]
