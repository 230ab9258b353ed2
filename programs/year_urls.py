"""Below /manage/<program>/years/: preparing and publishing a fiscal year."""

from django.urls import path

from programs import converters  # noqa: F401 - registers the year
from programs.views.opening import preview, year

_YEAR = "<fiscal_year:year>/"

urlpatterns = [
    path("", year.fiscal_years, name="fiscal_years"),
    path(_YEAR, year.opening, name="opening"),
    path(f"{_YEAR}periods/", year.opening_periods, name="opening_periods"),
    path(f"{_YEAR}publish/", year.opening_publish, name="opening_publish"),
    path(f"{_YEAR}preview/", preview.preview, name="opening_preview"),
    path(f"{_YEAR}preview/<slug:code>/", preview.preview_activity, name="opening_preview_activity"),
]
