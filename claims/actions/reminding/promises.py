"""To reviewers and leads: the time we promised is nearly over, or has passed, and nobody has decided (R9).

One message a person, program and morning: on the promise's last day, when a working day is left, and on the day after.
"""

from collections import defaultdict
from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Exists, OuterRef, Q

from accounts.models import Membership
from claims.enums import ClaimState, DecisionKind
from claims.models import Claim, Decision
from notifications.actions.sending import Draft
from notifications.actions.telling import tell
from programs.enums import VendorRole
from programs.models import ProgramRole
from review.models import Assignment

#: A promise ends with a local day: at eight in the morning of that day, and at eight of the next.
BEFORE, AFTER = timedelta(hours=16), timedelta(hours=8)
#: A message names so many claims; of the others it says how many there are.
NAMED = 20


def warn_of_promises(at: datetime) -> int:
    """Tell whoever can decide of claims whose promise is at risk. Returns how many messages there were."""
    return tell("promise_at_risk", _at_risk, at)


def _at_risk(since: datetime, at: datetime) -> Iterator[Draft]:
    claims = list(_claims(since, at))
    if not claims:
        return
    desk = Desk(claims)
    by_person: dict[tuple[Any, Any], list[dict[str, Any]]] = defaultdict(list)
    for claim in claims:
        people, turn = desk.who(claim)
        for person in people:
            by_person[person, claim.program].append(_row(claim, turn, at))
    for (person, program), rows in by_person.items():
        yield Draft(person, program, at.isoformat(), {"program": program.name, **_facts(rows)})


def _claims(since: datetime, at: datetime) -> Any:
    """Without those decided already, whose decision only waits to leave; the earliest promise first."""
    nearly = Q(promised_at__gt=since + BEFORE, promised_at__lte=at + BEFORE)
    passed = Q(promised_at__gt=since - AFTER, promised_at__lte=at - AFTER)
    decided = Decision.objects.leaving().filter(claim=OuterRef("pk"))
    found = Claim.objects.open().filter(nearly | passed).exclude(Exists(decided))
    return found.select_related("program", "partner").order_by("promised_at", "pk")


def _row(claim: Claim, turn: str, at: datetime) -> dict[str, Any]:
    promised = claim.promised_at
    return {
        "id": claim.pk,
        "number": claim.number,
        "title": claim.title,
        "public_id": claim.public_id,
        "promised": promised and promised.isoformat(),
        "zone": claim.program.zone,
        "passed": promised is not None and promised <= at,
        "turn": turn,
    }


def _facts(rows: list[dict[str, Any]]) -> dict[str, Any]:
    return {
        "ids": [row["id"] for row in rows],
        "count": len(rows),
        "claims": rows[:NAMED],
        "more": max(len(rows) - NAMED, 0),
        "public_id": rows[0]["public_id"],
    }


class Desk:
    """Who can decide some claims; read once for all of them, in four queries (R8)."""

    def __init__(self, claims: list[Claim]) -> None:
        given = Assignment.objects.of_kind(Claim).filter(subject_id__in=[claim.pk for claim in claims])
        self._given = dict(given.values_list("subject_id", "to"))
        programs = {claim.program_id for claim in claims}
        held = ProgramRole.objects.filter(program__in=programs, user__is_active=True).select_related("user")
        self._holders: dict[tuple[int | None, str], list[Any]] = defaultdict(list)
        for one in held:
            self._holders[one.program_id, one.role].append(one.user)
        staff = {one.user_id for one in held}
        members = Membership.objects.filter(user__in=staff).values_list("user", "partner", "partner__parent")
        self._companies = {(user, parent or partner) for user, partner, parent in members}
        self._recommended = self._recommended_by(claims)

    @staticmethod
    def _recommended_by(claims: list[Claim]) -> dict[int, int]:
        """By claim who recommended last."""
        waiting = [claim.pk for claim in claims if claim.state == ClaimState.AWAITING_APPROVAL]
        made = Decision.objects.filter(claim__in=waiting, kind=DecisionKind.RECOMMENDATION)
        return dict(made.order_by("pk").values_list("claim", "by")) if waiting else {}

    def who(self, claim: Claim) -> tuple[list[Any], str]:
        """Whoever can decide it, and what is to be said of it: approvers; whoever was given it or took it; managers."""
        if claim.state == ClaimState.AWAITING_APPROVAL:
            others = self._in_role(claim, VendorRole.APPROVER)
            return others or self._in_role(claim, VendorRole.MANAGER), "approval"
        disputed = claim.state == ClaimState.DISPUTED
        may = self._in_role(claim, VendorRole.REVIEWER)
        known = {person.pk: person for person in may}
        for pk in (self._given.get(claim.pk), claim.taken_by_id):
            if pk in known:
                return [known[pk]], "dispute" if disputed else "review"
        return self._in_role(claim, VendorRole.MANAGER), "nobody"

    def _in_role(self, claim: Claim, role: VendorRole) -> list[Any]:
        """People of the vendor in this role who may decide the claim, or name who may."""
        company = claim.partner.parent_id or claim.partner_id
        decided = claim.decided_by_id if claim.disputed_at else None
        not_they = {decided, self._recommended.get(claim.pk)} if role != VendorRole.MANAGER else set()
        holders = self._holders[claim.program_id, role]
        return [one for one in holders if one.pk not in not_they and (one.pk, company) not in self._companies]
