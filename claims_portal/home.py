"""The first screen: what needs the person, the money, and the next step. Split by audience."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render


def home(request: HttpRequest) -> HttpResponse:
    """Signed out: what the portal is and the way in."""
    return render(request, "home/welcome.html", {"demo": settings.DEMO})
