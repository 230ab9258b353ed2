"""What every act of payments holds first: claims, always by id, so that no two acts wait for each other."""

from django.db.models import Exists, OuterRef, Q, QuerySet

from claims.models import Claim
from payments.standing import to_look_at


def hold(claims: QuerySet[Claim]) -> None:
    """Lock these claims, and of their locations all that are not paid: the act writes them anew at its end."""
    beside = claims.filter(partner=OuterRef("partner"), program=OuterRef("program")).order_by()
    neighbours = to_look_at().filter(Exists(beside))
    held = Claim.objects.filter(Q(pk__in=claims.order_by().values("pk")) | Q(pk__in=neighbours.values("pk")))
    list(held.order_by("pk").select_for_update(of=("self",)).values_list("pk", flat=True))


def held(claim_id: int) -> Claim:
    """The claim as it is now, held with those beside it until the end of the transaction."""
    hold(Claim.objects.filter(pk=claim_id))
    return Claim.objects.for_acting().get(pk=claim_id)
