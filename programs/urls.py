from django.urls import include, path

from programs.views import reading, showing
from programs.views.managing import hub

urlpatterns = [
    path("", reading.programs, name="programs"),
    path("activities/", reading.activities, name="activities"),
    path("activities/<slug:code>/", reading.activity, name="activity"),
    path("payees/", reading.payees, name="payees"),
    path("payees/<str:public_id>/", reading.payee_of, name="payee_of"),
    path("rates/", reading.rates, name="rates"),
    path("<slug:code>/", showing.program, name="program"),
]

#: Under /manage/: what managers run and auditors read; a program is named by its code, as `program`.
managing = [
    path("", hub.managing, name="managing"),
    path("<slug:program>/", include("programs.settings_urls")),
    path("catalogue/", include("programs.catalogue_urls")),
    path("<str:program>/years/", include("programs.year_urls")),
]
