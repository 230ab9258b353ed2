"""A random sample of claims that anybody can draw again (auditors): by the MD5 of "seed:public id", lowest first."""

from datetime import datetime
from typing import Any

from django.db.models import CharField, F, Value
from django.db.models.functions import MD5, Concat

from claims.models import Claim
from claims.querysets import ClaimQuerySet
from programs.models import Program


def population(user: Any, program: Program, since: datetime, until: datetime) -> ClaimQuerySet:
    """What was submitted in this time in the program, as far as the person audits it."""
    mine = Claim.objects.in_queue(user).filter(program=program)
    return mine.filter(submitted_at__gte=since, submitted_at__lt=until)


def sample(claims: ClaimQuerySet, size: int, seed: str) -> ClaimQuerySet:
    """`size` of them, or all where there are fewer. The hash is a shuffle everybody can check, no secret."""
    named = Concat(Value(f"{seed}:"), F("public_id"), output_field=CharField())
    return claims.annotate(draw=MD5(named)).order_by("draw", "pk")[:size]
