"""Addresses of payments, under /payments/: what goes out, and what comes back."""

from payments.urls.back import urlpatterns as back
from payments.urls.out import urlpatterns as out

urlpatterns = [*out, *back]
