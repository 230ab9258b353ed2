"""Later deadlines: a location asks, managers answer, and give them to all after the portal was away."""

from django.urls import URLPattern, path

from claims.views import extending
from claims.views.staff import extending as staff

urlpatterns: list[URLPattern] = [
    path("extensions/", staff.extensions, name="extensions"),
    path("extensions/for-all/", staff.extensions_for_all, name="extensions_for_all"),
    path("extensions/for-all/<str:public_id>/", staff.outage, name="outage"),
    path("extensions/ask/<str:public_id>/<int:period>/", extending.extension_ask, name="extension_ask"),
    path("extensions/<str:public_id>/", staff.extension_request, name="extension_request"),
    path("extensions/<str:public_id>/withdraw/", extending.extension_withdraw, name="extension_withdraw"),
]
