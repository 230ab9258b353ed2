from datetime import UTC, datetime, timedelta
from functools import cache
from typing import TYPE_CHECKING, Any

from django.apps import apps
from django.db import models
from django.db.models import Count, F, Q

from claims.enums import (
    DECIDED_STATES,
    DRAFT_STATES,
    OPEN_STATES,
    REVIEWED_STATES,
    ClaimState,
    DecisionKind,
    PaymentState,
)
from programs.enums import VendorRole
from programs.rules import deadline_expression, local_day, start_of_day

#: Whose work lies in the queue, or who looks into it (R8).
QUEUE_ROLES = (VendorRole.REVIEWER, VendorRole.APPROVER, VendorRole.MANAGER, VendorRole.AUDITOR)

#: What a row of the queue draws; a claim has many more columns, and each costs every row.
QUEUE_COLUMNS = (
    *("public_id", "number", "title", "state", "waiting_since", "promised_at", "claimed"),
    *("partner__legal_name", "partner__city", "partner__country"),
    *("program__name", "program__currency", "program__zone", "program__country"),
    *("taken_by__name", "taken_by__email"),
)

#: Before any decision.
LONG_AGO = datetime(1970, 1, 1, tzinfo=UTC)

#: What few claims have: asked for only where there is some.
RARE = {"asks": "Ask", "handovers": "Handover"}

if TYPE_CHECKING:
    from accounts.models import Partner
    from claims.models import Claim, Decision, OriginalsCall, Sheet, Together


def parts() -> list[models.Prefetch]:
    """What readiness reads of a claim, in three queries; for `prefetch_related`."""
    # By name: the models are built upon this module.
    lines: Any = apps.get_model("claims", "Expense").objects
    expenses = (
        lines.select_related("kind", "document__uploaded_by", "document__reading", "certification")
        .defer("document__facts")
        .annotate(used_elsewhere=_used_elsewhere())
    )
    proofs = (
        apps.get_model("claims", "Proof")
        .objects.select_related("document__uploaded_by", "requirement", "added_by")
        .defer("document__facts")
    )
    return [
        models.Prefetch("expenses", expenses),
        # Few claims have any: kinds are asked for where there are some, not joined for all.
        models.Prefetch("work_items", apps.get_model("claims", "WorkItem").objects.prefetch_related("kind")),
        models.Prefetch("proofs", proofs),
    ]


def _of_claim(model: str) -> models.QuerySet:
    """The rows of a model that belong to the claim that is asked for."""
    return apps.get_model("claims", model).objects.filter(claim=models.OuterRef("pk")).order_by()


@cache
def _used_elsewhere() -> models.Q:
    """Of an invoice line: whether another claim of the location has its vendor and number, or its file (R18).

    Built once, since every page of a claim asks it.
    """
    outer = models.OuterRef
    others = (
        apps.get_model("claims", "Expense")
        .objects.filter(certification=None, claim__partner=outer("claim__partner"))
        .exclude(claim=outer("claim"))
        .order_by()
    )
    same_invoice = others.exclude(fingerprint="").filter(fingerprint=outer("fingerprint"))
    same_file = others.filter(document__sha256=outer("document__sha256"))
    return models.Exists(same_invoice) | models.Exists(same_file)


#: Something is approved, or payments think so.
APPROVED = Q(approved__isnull=False, approved__gt=0) | ~Q(payment_state=PaymentState.NOT_DUE)
#: And not all of it is paid.
UNPAID = ~Q(payment_state=PaymentState.PAID) & APPROVED


class ClaimQuerySet(models.QuerySet["Claim"]):
    def visible_to(self, user: Any) -> "ClaimQuerySet":
        """Claims of the person's locations and programs; and, once submitted, those of programs they review.

        The first line of every view (R7, R8): whatever is not in here does not exist for the person.
        """
        from programs.permissions import held_memberships, held_roles

        # As plain numbers: they are read once a request, and each page asks at least once.
        mine = Q(partner__in=[one.partner_id for one in held_memberships(user) if not one.scopes.all()])
        for one in held_memberships(user):
            mine |= Q(partner=one.partner_id, program__in=[scope.program_id for scope in one.scopes.all()])
        staffed = {one.program_id for one in held_roles(user)}
        sent = ~Q(state__in=DRAFT_STATES, submitted_at=None)
        return self.filter(mine | (sent if None in staffed else sent & Q(program__in=staffed)))

    def of_partner(self, user: Any, partner: "Partner") -> "ClaimQuerySet":
        """What a person sees of one of their locations."""
        return self.visible_to(user).filter(partner=partner)

    def in_queue(self, user: Any) -> "ClaimQuerySet":
        """What was submitted in the programs in which the person reviews, approves, manages or audits."""
        from programs.permissions import held_roles

        # As plain numbers: the queue asks several times, and each time the plainest question.
        staffed = {one.program_id for one in held_roles(user) if one.role in QUEUE_ROLES}
        claims = self if None in staffed else self.filter(program__in=staffed)
        return claims.exclude(state__in=DRAFT_STATES).outside_company_of(user)

    def takeable_by(self, user: Any) -> "ClaimQuerySet":
        """What a reviewer may work on now: not decided already, and not a dispute over their own decision (R8)."""
        from programs.permissions import held_roles

        reviewed = {one.program_id for one in held_roles(user) if one.role == VendorRole.REVIEWER}
        decisions: Any = _of_claim("Decision")
        own = decisions.filter(kind=DecisionKind.DECISION, by=user, at__lte=models.OuterRef("disputed_at"))
        return (
            self.filter(state__in=REVIEWED_STATES, program__in=reviewed)
            .exclude(models.Exists(decisions.leaving()))
            .exclude(models.Exists(own))
            .outside_company_of(user)
        )

    def approvable_by(self, user: Any) -> "ClaimQuerySet":
        """Recommendations an approver may decide now: of somebody else, and not a dispute over their own (R8)."""
        from programs.permissions import held_roles

        approved = {one.program_id for one in held_roles(user) if one.role == VendorRole.APPROVER}
        decisions: Any = _of_claim("Decision")
        own = decisions.filter(kind=DecisionKind.DECISION, by=user, at__lte=models.OuterRef("disputed_at"))
        recommended = decisions.filter(kind=DecisionKind.RECOMMENDATION).order_by("-pk")
        return (
            self.filter(state=ClaimState.AWAITING_APPROVAL, program__in=approved)
            .exclude(models.Exists(decisions.leaving()))
            .exclude(models.Exists(own))
            .alias(recommended_by=models.Subquery(recommended.values("by")[:1]))
            .exclude(recommended_by=user.pk)
            .outside_company_of(user)
        )

    def outside_company_of(self, user: Any) -> "ClaimQuerySet":
        """R8: nobody reviews their own company; its claims are in no queue of theirs."""
        from accounts.permissions import companies_of

        companies = companies_of(user)
        if not companies:
            return self
        return self.exclude(Q(partner__in=companies) | Q(partner__parent__in=companies))

    def open(self) -> "ClaimQuerySet":
        return self.filter(state__in=OPEN_STATES)

    def drafts(self) -> "ClaimQuerySet":
        return self.filter(state=ClaimState.EDITING)

    def with_deadline(self) -> Any:
        """Annotates `deadline`, extensions included (R1); the type checker cannot see what is annotated."""
        return self.annotate(deadline=deadline_expression("period", "partner"))

    def overdue_drafts(self, at: datetime) -> "ClaimQuerySet":
        """Drafts whose deadline has come."""
        from programs.models import UsagePeriod

        # As plain numbers, by which the database sees that there are none: it is asked every minute.
        over = dict(UsagePeriod.objects.over(at).values_list("pk", "program"))
        drafts = self.drafts().filter(program__in=set(over.values()), period__in=list(over))
        return drafts.with_deadline().filter(deadline__lte=at)

    def dispute_ends(self, *spans: tuple[datetime, datetime]) -> "ClaimQuerySet":
        """Decided, what was cut not freed yet, and the time to dispute ends after the first instant of a span, up to
        its second.

        As `guards.dispute_ends`, but asked by each number of days and zone that programs have, so that an index
        over the decisions' instants answers; one query more for these.
        """
        from programs.models import Program

        given = Program.objects.order_by().values_list("dispute_days", "zone").distinct()
        ending = Q(pk__in=())
        for days, zone in given:
            for span in spans:
                # Whatever was decided before the local day that lies so many days back can be disputed no longer.
                after, until = (start_of_day(local_day(at, zone) - timedelta(days=days), zone) for at in span)
                decided = Q(decided_at__gte=after, decided_at__lt=until)
                ending |= Q(program__dispute_days=days, program__zone=zone) & decided
        return self.filter(ending, state__in=DECIDED_STATES, rest_freed_at=None)

    def with_rest_to_free(self, at: datetime) -> "ClaimQuerySet":
        """Decided with a cut, never disputed, and the last day to dispute has passed."""
        return self.dispute_ends((LONG_AGO, at))

    def with_document(self, document: Any) -> "ClaimQuerySet":
        """Claims in which a document is an invoice or a proof."""
        return self.filter(Q(expenses__document=document) | Q(proofs__document=document)).distinct()

    def for_lists(self) -> "ClaimQuerySet":
        """What a row of a list draws, in one query."""
        return self.select_related(
            "program", "period", "partner", "owner", "activity__activity_type", "taken_by"
        )

    def for_queue(self) -> "ClaimQuerySet":
        """What a row of the queue draws, and no more: it is asked for all day long."""
        return self.select_related("program", "partner", "taken_by").only(*QUEUE_COLUMNS)

    def for_acting(self) -> "ClaimQuerySet":
        """What rights and deadlines of one claim read, in one query; lines and proofs come when a rule asks."""
        return self.select_related("program", "period", "partner", "owner", "activity")

    def for_page(self) -> "ClaimQuerySet":
        """What the page of one claim draws, in a number of queries that does not grow.

        Drafts are asked for all day long: decisions come when a page draws them (`decided.decisions_of`).
        """
        had = {f"has_{many}": models.Exists(_of_claim(one)) for many, one in RARE.items()}
        found = self.for_acting().select_related("guidebook").annotate(**had)
        return found.prefetch_related(*parts(), "period__extensions")

    def for_bench(self) -> "ClaimQuerySet":
        """The claim with its lines and proofs for a page of staff; `bench.lay_out` puts the files beside them."""
        facts = self.select_related("program", "period", "partner", "activity", "guidebook")
        return facts.prefetch_related("expenses", "proofs")

    def unpaid(self) -> "ClaimQuerySet":
        """Of which something is to be paid yet, or payments think so (R17)."""
        return self.filter(UNPAID)

    def changed_since_paying(self) -> "ClaimQuerySet":
        """What payments have not looked at since it changed; of what is paid a dispute may have approved more."""
        return self.filter(APPROVED).exclude(payment_edition=F("edition"))

    def by_state(self) -> dict[str, int]:
        """How many there are of each state."""
        return dict(self.order_by().values_list("state").annotate(Count("pk")))

    def most_urgent_first(self) -> "ClaimQuerySet":
        """What was promised first first, overdue before all; what nobody waits for last."""
        return self.order_by(F("promised_at").asc(nulls_last=True), "pk")


class DecisionQuerySet(models.QuerySet["Decision"]):
    def leaving(self) -> "DecisionQuerySet":
        """Made, and neither left the house nor undone."""
        return self.filter(leaves_at__isnull=False, left_at=None, undone_at=None)

    def void(self, at: datetime) -> None:
        """The claim goes elsewhere before its decision left: nobody hears of it."""
        self.leaving().update(undone_at=at)

    def left(self) -> "DecisionQuerySet":
        """What the partner was told."""
        return self.filter(left_at__isnull=False)


class CallQuerySet(models.QuerySet["OriginalsCall"]):
    def open(self) -> "CallQuerySet":
        """Nobody has said yet what became of it."""
        return self.filter(closed_at=None)

    def owed(self) -> "CallQuerySet":
        """The partner still owes the answer, in time or not."""
        return self.open().filter(answered_at=None)

    def due(self, at: datetime) -> "CallQuerySet":
        """Not answered at the due instant, and no recovery is due for it yet (R16)."""
        return self.owed().filter(due_at__lte=at, recovery_due_at=None)


class SheetQuerySet(models.QuerySet["Sheet"]):
    def visible_to(self, user: Any) -> "SheetQuerySet":
        """Sheets of the person's locations: their own, and all of them for whoever may use every program (R7)."""
        from accounts.models import Membership

        members = Membership.objects.filter(user=user.pk, partner=models.OuterRef("partner_id"))
        return self.filter(
            models.Exists(members.filter(scopes=None)) | models.Exists(members) & Q(sent_by=user.pk)
        )


class TogetherQuerySet(models.QuerySet["Together"]):
    def visible_to(self, user: Any) -> "TogetherQuerySet":
        """What the person confirmed, while they still work for the location."""
        return self.filter(asked_by=user.pk, partner__memberships__user=user.pk)
