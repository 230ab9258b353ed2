"""Addresses of associations: the partner's, the customer's, and the staff's."""

from associations.urls import customer, partner, staff

urlpatterns = [*partner.urlpatterns, *customer.urlpatterns, *staff.urlpatterns]
