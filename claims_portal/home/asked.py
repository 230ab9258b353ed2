"""Files asked of the person by colleagues, each with its upload: the first part of an incentives user's screen."""

from dataclasses import dataclass
from datetime import datetime

from django import forms

from accounts.models import Partner, User
from claims.asks import due, thing
from claims.forms.proof import FileForm
from claims.models import Ask, Claim
from claims.models.ask import AskState
from programs.rules import days_left, local_day


@dataclass(frozen=True)
class Asked:
    """One question: what, by when, and the form that answers it; None where no file is taken."""

    ask: Ask
    thing: str
    due: datetime
    days_left: int
    file: forms.Form | None


def asked_of(user: User, partner: Partner, at: datetime) -> list[Asked]:
    """What colleagues wait for, the nearest date first; two queries."""
    asks = Ask.objects.filter(asked=user, state=AskState.OPEN).select_related("requirement", "expense", "by")
    claims = Claim.objects.of_partner(user, partner).drafts().with_deadline().select_related("program")
    found = {one.pk: one for one in claims.filter(deadline__gt=at, pk__in=asks.values("claim"))}
    rows = [_row(ask, found[ask.claim_id], at) for ask in asks if ask.claim_id in found]
    return sorted(rows, key=lambda row: row.due)


def _row(ask: Ask, claim: Claim, at: datetime) -> Asked:
    ask.claim = claim
    until, zone = due(ask, claim.deadline), claim.program.zone
    takes = ask.requirement is None or ask.requirement.accepts_files
    form = FileForm(today=local_day(at, zone), auto_id=f"{ask.public_id}-%s") if takes else None
    return Asked(ask, thing(ask), until, days_left(at, until, zone), form)
