from django.urls import URLPattern, path

from funds import views

urlpatterns: list[URLPattern] = [
    path("funds/", views.funds, name="funds"),
    path("funds/<str:public_id>/", views.fund, name="fund"),
]
