"""Addresses of claims: the partner's, and the staff's."""

from claims.urls.partner import urlpatterns as partner
from claims.urls.staff import urlpatterns as staff

urlpatterns = [*partner, *staff]
