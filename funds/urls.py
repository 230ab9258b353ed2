from django.urls import URLPattern, path

from funds.views import reading

urlpatterns: list[URLPattern] = [
    path("funds/", reading.funds, name="funds"),
    path("funds/<str:public_id>/", reading.fund, name="fund"),
]
