from django.urls import path

from claims_portal.notices import views

urlpatterns = [
    path("", views.notices, name="notices"),
    path("open/", views.open_notice, name="notice_open"),
    path("read/", views.read_all, name="notices_read"),
    path("preferences/", views.preferences, name="preferences"),
]
