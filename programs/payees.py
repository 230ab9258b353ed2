"""Bank data on the vendor's side: payers of a location's programs see it in full, auditors masked (R7, R8)."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet

from accounts.models import Partner, PayeeVersion
from programs.enums import VendorRole
from programs.models import Enrollment, Program

#: So many locations are listed; who looks for another one searches.
ROWS = 50


@dataclass(frozen=True)
class PayeeRow:
    """One location in the list: what money flows on and what waits, masked."""

    partner: Partner
    in_force: PayeeVersion | None
    pending: PayeeVersion | None


def partners_with_payee_sight(user: Any, *roles: VendorRole) -> QuerySet[Partner]:
    """Locations that take part in a program in which the person holds one of the roles."""
    programs = Program.objects.with_role(user, *roles)
    taking_part = Enrollment.objects.taking_part().filter(partner=OuterRef("pk"), program__in=programs)
    return Partner.objects.filter(Exists(taking_part))


def sees_in_full(user: Any, partner: Partner) -> bool:
    """Whether the person pays in one of the location's programs."""
    return partners_with_payee_sight(user, VendorRole.PAYER).filter(pk=partner.pk).exists()


def payee_rows(user: Any, search: str, at: datetime) -> tuple[list[PayeeRow], bool]:
    """The first locations by name whose name or number holds `search`, and whether there are more; two queries."""
    partners = partners_with_payee_sight(user, VendorRole.PAYER, VendorRole.AUDITOR)
    if search:
        partners = partners.filter(Q(legal_name__icontains=search) | Q(number__icontains=search))
    found = list(partners[: ROWS + 1])
    versions = defaultdict(list)
    for one in PayeeVersion.objects.standing().filter(partner__in=found[:ROWS]).order_by("-number"):
        versions[one.partner_id].append(one)
    return [_row(partner, versions[partner.pk], at) for partner in found[:ROWS]], len(found) > ROWS


def _row(partner: Partner, newest_first: list[PayeeVersion], at: datetime) -> PayeeRow:
    in_force = next((one for one in newest_first if one.in_force_from <= at), None)
    pending = next((one for one in newest_first if one.in_force_from > at), None)
    return PayeeRow(partner, in_force, pending)
