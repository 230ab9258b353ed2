"""Customers a location has named before, so that nobody types them twice."""

from typing import Any

from accounts.models import Partner
from associations.models import Association

#: What is taken over from the last time the customer was named.
KNOWN = ("customer_name", "tenant_id", "domain", "country", "public_sector")
SHOWN = 50


def customers_of(user: Any, partner: Partner) -> list[Association]:
    """For each customer of the location the association that named it last, by name; one query."""
    mine = Association.objects.of_partner(user, partner).exclude(tenant_id=None)
    last = mine.order_by("tenant_id", "-changed_at").distinct("tenant_id")
    return sorted(last[:SHOWN], key=lambda one: one.customer_name.casefold())


def known_customer(user: Any, partner: Partner, public_id: str) -> dict[str, Any]:
    """What is known of the customer of one of the location's associations; {} for any other id."""
    found = Association.objects.of_partner(user, partner).filter(public_id=public_id).first()
    return {name: getattr(found, name) for name in KNOWN} if found else {}
