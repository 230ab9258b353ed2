from django.urls import path

from notifications import views

urlpatterns = [
    path("stop/<str:token>/", views.stop, name="mails_stop"),
    path("stop/<str:token>/again/", views.stop_again, name="mails_again"),
]
