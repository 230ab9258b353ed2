from django.urls import path

from accounts import views

urlpatterns = [
    path("language/", views.choose_language, name="choose_language"),
    path("location/", views.choose_location, name="choose_location"),
]
