"""The customer's page: its address is their key."""

from django.urls import URLPattern, path

from associations.views import customer

urlpatterns: list[URLPattern] = [
    path("customer/<str:secret>/", customer.customer, name="customer"),
    path("customer/<str:secret>/again/", customer.customer_again, name="customer_again"),
]
