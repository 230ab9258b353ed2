from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from claims_portal.home import partner, staff
from lifecycle import clock
from programs.enums import VendorRole
from programs.models import ProgramRole


def home(request: HttpRequest) -> HttpResponse:
    """Signed out: what the portal is and the way in. Signed in: the screen of the person's work."""
    if not request.user.is_authenticated:
        return render(request, "home/welcome.html")
    at = clock.now()
    if request.locations.current:
        return render(
            request, "home/partner.html", partner.screen(request.user, request.locations.current, at)
        )
    roles = {
        VendorRole(role)
        for role in ProgramRole.objects.filter(user=request.user).values_list("role", flat=True)
    }
    if not roles:
        return render(request, "home/nobody.html")
    return render(request, "home/staff.html", staff.screen(request.user, roles, at))
