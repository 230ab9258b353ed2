from django.urls import path

from programs import views

urlpatterns = [
    path("", views.programs, name="programs"),
    path("activities/", views.activities, name="activities"),
    path("activities/<slug:code>/", views.activity, name="activity"),
    path("payees/", views.payees, name="payees"),
    path("payees/<str:public_id>/", views.payee_of, name="payee_of"),
    path("rates/", views.rates, name="rates"),
]
