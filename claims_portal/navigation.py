"""What the frame of every page shows: where one can go, for which location, in which capacity."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from programs.models import ProgramRole


def navigation(request: HttpRequest) -> dict[str, Any]:
    """Context of the layout; two queries for a person who is signed in, none else."""
    context: dict[str, Any] = {"demo": settings.DEMO, "help_email": settings.HELP_EMAIL}
    if settings.DEMO:
        context["banner"] = _("Demo. Invented companies, no real money.")
    user = getattr(request, "user", None)
    if user is None or not user.is_authenticated:
        return context
    locations = request.locations
    return context | {
        "nav_items": _items(request),
        "locations": [
            {
                "value": one.public_id,
                "label": f"{one.legal_name}, {one.city}",
                "current": one == locations.current,
            }
            for one in locations.all
        ],
        "current_location": str(locations.current) if locations.current else "",
    }


def _items(request: HttpRequest) -> list[dict[str, Any]]:
    names = [("home", _("Home"))]
    if request.locations.current:
        names += [("claims", _("Claims")), ("funds", _("Funds"))]
    if ProgramRole.objects.filter(user=request.user).exists():
        names += [("queue", _("Queue"))]
    names += [("activities", _("Core requirements"))]
    return [
        {"label": label, "url": reverse(name), "current": _is_current(request, reverse(name))}
        for name, label in names
    ]


def _is_current(request: HttpRequest, url: str) -> bool:
    return request.path == url or (url != "/" and request.path.startswith(url))
