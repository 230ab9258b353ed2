from django.urls import path

from claims_portal.feed import views

urlpatterns = [
    path("", views.own_calendar, name="own_calendar"),
    path("renew/", views.renew, name="calendar_renew"),
    path("off/", views.turn_off, name="calendar_off"),
    path("<str:token>.ics", views.feed, name="calendar_feed"),
]
