"""Writing on claims how far their payment is (R17): after each act that may change it, and by the clock."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import QuerySet

from accounts.models import Partner
from claims.actions.paying import record_payment
from claims.models import Claim
from lifecycle import clock
from outbox.ticks import each
from payments.standing import Place, of_location, of_program, places_of
from programs.models import Program


def refresh(partner: Partner, program: Program, *, actor: Any | None = None, **facts: Any) -> None:
    """Write how the payment of each claim of a location in a program stands now, where it stands otherwise.

    Joins the caller's transaction. actor, facts: as `record_payment` takes them, of the act it follows from. Lock
    order: claims by id, then recoveries, then payments; whoever holds one of the latter has locked the claims before.
    """
    with transaction.atomic():
        for place in looked_at(of_location(partner, program)):
            for one in place.standings:
                if one.is_news:
                    record_payment(one.claim.pk, one.state, hold=one.reason, actor=actor, **facts)


def looked_at(claims: QuerySet[Claim]) -> list[Place]:
    """The claims locked by id, then how they stand, at an instant after all locks were got."""
    held = list(claims.order_by("pk").select_for_update(of=("self",)).values_list("pk", flat=True))
    return places_of(Claim.objects.filter(pk__in=held), clock.now())


def refresh_changed(at: datetime) -> int:
    """Locations with a claim that changed since payments looked at it; how many they were."""
    changed = Claim.objects.changed_since_paying()
    return _refresh(changed.values_list("partner", "program").distinct())


def refresh_all(at: datetime) -> int:
    """Locations of which something came about by itself: a new account is in force now, say. How many they were."""
    stale = [
        (place.partner.pk, place.program.pk)
        for program in Program.objects.all()
        for place in places_of(of_program(program), at)
        if any(one.is_news for one in place.standings)
    ]
    return _refresh(stale)


def _refresh(pairs: Iterable[tuple[int, int]]) -> int:
    def again(pair: tuple[int, int]) -> bool:
        refresh(Partner.objects.get(pk=pair[0]), Program.objects.get(pk=pair[1]))
        return True

    return each(pairs, again, "refresh payments of")
