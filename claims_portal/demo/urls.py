"""Addresses of the demo; with DEMO off they do not exist."""

from django.urls import path

from claims_portal import gallery
from claims_portal.demo import clock, views

urlpatterns = [
    path("demo/sign-in/<slug:key>/", views.demo_sign_in, name="demo_sign_in"),
    path("demo/mail/", views.demo_mails, name="demo_mails"),
    path("demo/mail/<str:key>/", views.demo_mail, name="demo_mail"),
    path("demo/mail/<str:key>/look/", views.demo_mail_look, name="demo_mail_look"),
    path("demo/files/", views.demo_files, name="demo_files"),
    path("demo/files/<slug:key>/", views.demo_file, name="demo_file"),
    path("demo/clock/", clock.demo_clock, name="demo_clock"),
    path("demo/clock/way/", clock.demo_clock_way, name="demo_clock_way"),
    path("gallery/", gallery.gallery, name="gallery"),
]
