from django.urls import path

from programs import views

urlpatterns = [
    path("", views.programs, name="programs"),
    path("activities/", views.activities, name="activities"),
    path("activities/<slug:code>/", views.activity, name="activity"),
    path("rates/", views.rates, name="rates"),
]
