from django.urls import path

from programs.views import reading

urlpatterns = [
    path("", reading.programs, name="programs"),
    path("activities/", reading.activities, name="activities"),
    path("activities/<slug:code>/", reading.activity, name="activity"),
    path("payees/", reading.payees, name="payees"),
    path("payees/<str:public_id>/", reading.payee_of, name="payee_of"),
    path("rates/", reading.rates, name="rates"),
]
