"""What the frame of every page shows: where one can go, for which location, in which capacity."""

from collections.abc import Iterable
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.enums import PartnerRole
from associations.querysets import QUEUE_ROLES
from claims_portal.notices.bell import bell_of
from payments.querysets import PAYMENT_ROLES
from programs.enums import VendorRole
from programs.permissions import held_roles
from reports.enums import READERS as REPORT_READERS

Link = dict[str, Any]


def navigation(request: HttpRequest) -> dict[str, Any]:
    """Context of the layout; three queries for a person who is signed in, none else."""
    context: dict[str, Any] = {"demo": settings.DEMO, "help_email": settings.HELP_EMAIL}
    if settings.DEMO:
        context |= _demo(request)
    user = getattr(request, "user", None)
    if user is None or not user.is_authenticated:
        return context
    return context | _frame(request, user)


def _demo(request: HttpRequest) -> dict[str, Any]:
    from claims_portal.demo import people, travel  # production has nobody to sign in as

    return {
        "people": people.cards,
        "banner": _("Demo. Invented companies, no real money."),
        # Asked where the banner is drawn, not for every fragment of a page.
        "banner_time": lambda: travel.moved_time(request),
        "banner_links": [
            {"label": _("Clock"), "url": reverse("demo_clock")},
            {"label": _("Mails"), "url": reverse("demo_mails")},
            {"label": _("Files to try"), "url": reverse("demo_files")},
        ],
    }


def _frame(request: HttpRequest, user: Any) -> dict[str, Any]:
    locations = request.locations
    roles = _vendor_roles(user)
    return {
        "nav_items": _items(request, roles),
        # Asked where the whole layout is drawn, not for every fragment of a page.
        "bell": lambda: bell_of(request, user),
        "locations": [
            {"value": one.public_id, "label": str(one), "current": one == locations.current}
            for one in locations.all
        ],
        "current_location": str(locations.current) if locations.current else "",
        "account_role": _capacity(locations.current, roles),
        "account_links": _account_links(locations.current),
    }


def _vendor_roles(user: Any) -> list[VendorRole]:
    held = {one.role for one in held_roles(user)}
    return [role for role in VendorRole if role in held]


def _capacity(location: Any, roles: list[VendorRole]) -> str:
    labels = [PartnerRole(location.role).label] if location else []
    return ", ".join(str(label) for label in [*labels, *(role.label for role in roles)])


def _account_links(location: Any) -> list[Link]:
    names = [
        ("programs", _("Your programs and periods")),
        ("preferences", _("Mails and notices")),
        ("own_calendar", _("Your calendar")),
        ("account_change_password", _("Password")),
        ("mfa_index", _("Second factor")),
    ]
    links = [{"label": label, "url": reverse(name)} for name, label in names]
    if location and location.role == PartnerRole.ADMIN:
        payee = {"label": _("Payee profile"), "url": reverse("payee", args=[location.public_id])}
        people = {"label": _("People"), "url": reverse("location_people", args=[location.public_id])}
        return [payee, people, *links]
    return links


def _items(request: HttpRequest, roles: list[VendorRole]) -> list[Link]:
    names = [("home", _("Home"))]
    if request.locations.current:
        names += [("claims", _("Claims")), ("associations", _("Customers")), ("funds", _("Funds"))]
        names += [("own_payments", _("Payments"))]
    names += _for_staff(set(roles))
    names += [("activities", _("Core requirements"))]
    urls = {name: reverse(name) for name, _label in names}
    here = _current(request, urls.values())
    return [{"label": label, "url": urls[name], "current": urls[name] == here} for name, label in names]


def _for_staff(roles: set[VendorRole]) -> list[tuple[str, str]]:
    """Where people of the vendor go: name and label, for whoever holds one of the roles behind it.

    What is needed less often stands on the hub of running a program.
    """
    manages = VendorRole.MANAGER in roles
    managing = _("Run the program") if manages else _("Programs and their settings")
    rows: list[tuple[str, str, Iterable[VendorRole]]] = [
        ("queue", _("Queue"), VendorRole),
        ("association_queue", _("Customers to review"), QUEUE_ROLES),
        ("managing", managing, (VendorRole.MANAGER, VendorRole.AUDITOR)),
        ("audit", _("Audit"), (VendorRole.AUDITOR,)),
        ("reports", _("Reports"), REPORT_READERS),
        ("fund_search", _("Funds"), (VendorRole.MANAGER, VendorRole.PAYER, VendorRole.AUDITOR)),
        ("payments", _("Payments"), PAYMENT_ROLES),
        ("payees", _("Payee profiles"), (VendorRole.PAYER,)),
    ]
    return [(name, label) for name, label, those in rows if roles & set(those)]


def _current(request: HttpRequest, urls: Iterable[str]) -> str:
    """Of the addresses above this page the nearest one; "" where none is."""
    above = [one for one in urls if request.path == one or (one != "/" and request.path.startswith(one))]
    return max(above, key=len, default="")
