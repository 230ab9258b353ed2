"""Addresses of claims: the partner's, and the staff's."""

from claims.urls.partner import urlpatterns as partner
from claims.urls.staff import urlpatterns as staff
from claims.urls.viewing import urlpatterns as viewing

urlpatterns = [*partner, *staff, *viewing]
