from django.urls import path

from claims_portal.sent import views

urlpatterns = [
    path("", views.sent, name="sent"),
    path("<int:key>/", views.sent_message, name="sent_message"),
    path("<int:key>/again/", views.sent_again, name="sent_again"),
    path("<int:key>/try/", views.sent_try, name="sent_try"),
]
