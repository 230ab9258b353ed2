"""Writing on claims how far their payment is (R17): after each act that may change it, and by the clock."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Exists, OuterRef, Q, QuerySet

from accounts.models import Partner, PayeeVersion
from claims.actions.paying import record_payment
from claims.enums import PaymentHold, PaymentState
from claims.models import Claim
from lifecycle import clock
from notifications.actions.sending import send
from outbox.ticks import each
from payments.actions import telling
from payments.standing import Place, Standing, of_location, of_program, places_of
from programs.models import Program
from programs.permissions import admins_in


def refresh(partner: Partner, program: Program, *, actor: Any | None = None, **facts: Any) -> None:
    """Write how the payment of each claim of a location in a program stands now, where it stands otherwise.

    Joins the caller's transaction. actor, facts: as `record_payment` takes them, of the act it follows from. Lock
    order: claims by id, then recoveries, then payments; whoever holds one of the latter has locked the claims before.
    """
    with transaction.atomic():
        for place in looked_at(of_location(partner, program)):
            news = [one for one in place.standings if one.is_news]
            for one in news:
                record_payment(one.claim.pk, one.state, hold=one.reason, actor=actor, **facts)
            held = [one for one in news if one.reason and one.reason != one.claim.payment_hold]
            _tell(place, held, clock.now())


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
    return sum(refresh_program(program) for program in Program.objects.order_by("pk"))


def refresh_program(program: Program) -> int:
    """Locations of a program whose claims say something else than what is true now; how many they were."""
    return _refresh_stale(places_of(of_program(program), clock.now()))


def refresh_accounts(at: datetime) -> int:
    """Locations that waited for bank data and have an account in force by now; how many they were."""
    in_force = PayeeVersion.objects.in_force(at).filter(partner=OuterRef("partner"))
    held = Q(payment_hold=PaymentHold.BANK_DATA) | Q(payment_state=PaymentState.FAILED)
    waiting = Claim.objects.unpaid().filter(held, Exists(in_force.order_by()))
    return _refresh_stale(places_of(Claim.objects.unpaid().filter(partner__in=waiting.values("partner")), at))


def _refresh_stale(places: Iterable[Place]) -> int:
    stale = [place for place in places if any(one.is_news for one in place.standings)]
    return _refresh((place.partner.pk, place.program.pk) for place in stale)


def _refresh(pairs: Iterable[tuple[int, int]]) -> int:
    def again(pair: tuple[int, int]) -> bool:
        refresh(Partner.objects.get(pk=pair[0]), Program.objects.get(pk=pair[1]))
        return True

    return each(pairs, again, "refresh payments of")


def _tell(place: Place, held: list[Standing], at: datetime) -> None:
    """Partners hear of what is on hold for a new reason; of a tax invoice that is wanted by a mail of its own."""
    telling.on_hold(place.partner, place.program, [one for one in held if not one.wants_invoice], at)
    for one in held:
        if one.wants_invoice and one.hold:
            claim = one.claim
            facts: dict[str, Any] = {
                "number": claim.number,
                "title": claim.title,
                "public_id": claim.public_id,
                "net": str(one.amount),
                "currency": claim.currency,
                "invoice": one.invoice.number if one.invoice else "",
            }
            key = f"{claim.edition}.{one.amount}"
            for person in admins_in(place.partner, place.program):
                send("tax_invoice_wanted", to=person, subject=claim, key=key, at=at, **facts)
