from decimal import Decimal
from typing import TYPE_CHECKING, Any

from django.apps import apps
from django.db import models
from django.db.models import Exists, F, OuterRef, Q, Subquery, Sum, Value
from django.db.models.functions import Coalesce

from accounts.models import Membership
from payments.enums import LIVE, UNMATCHED, PaymentStage, RecoveryState, TaxInvoiceState
from programs.enums import VendorRole
from programs.models import Program
from programs.querysets import membership_may_use

if TYPE_CHECKING:
    from payments.models import (
        Batch,
        InvoiceTerms,
        Payment,
        PaymentItem,
        Recovery,
        Statement,
        StatementEntry,
        TaxInvoice,
    )

#: Who sees payments of a program (R8): payers make them, managers and auditors read.
PAYMENT_ROLES = (VendorRole.PAYER, VendorRole.MANAGER, VendorRole.AUDITOR)
_ZERO = Value(Decimal(0), models.DecimalField(max_digits=19, decimal_places=4))


def _served(user: Any) -> Any:
    return Program.objects.with_role(user, *PAYMENT_ROLES).values("pk")


def _of_own_location(user: Any, partner: str, program: str) -> Exists:
    """R7: of the person's locations, as far as programs are not limited."""
    return Exists(
        Membership.objects.filter(membership_may_use(program), user_id=user.pk, partner=OuterRef(partner))
    )


class BatchQuerySet(models.QuerySet["Batch"]):
    def visible_to(self, user: Any) -> "BatchQuerySet":
        """Of programs the person pays, manages or audits; partners see payments, never batches."""
        return self.filter(program__in=_served(user))


class PaymentQuerySet(models.QuerySet["Payment"]):
    def visible_to(self, user: Any) -> "PaymentQuerySet":
        """Of programs the person pays, manages or audits; and those sent to the person's own locations."""
        own = _of_own_location(user, "partner_id", "batch__program_id")
        left = ~Q(stage__in=(PaymentStage.PREPARED, PaymentStage.WITHDRAWN))
        return self.filter(Q(batch__program__in=_served(user)) | own & left)

    def live(self) -> "PaymentQuerySet":
        """What is not to be paid by another one."""
        return self.filter(stage__in=LIVE)


class PaymentItemQuerySet(models.QuerySet["PaymentItem"]):
    def live(self) -> "PaymentItemQuerySet":
        """Of payments that stand: in a batch, sent, paid, or not known."""
        return self.filter(payment__stage__in=LIVE)

    def total(self) -> Decimal:
        """Their sum, in the program's currency."""
        found: Decimal = self.aggregate(total=Coalesce(Sum("amount"), _ZERO))["total"]
        return found


class InvoiceTermsQuerySet(models.QuerySet["InvoiceTerms"]):
    def visible_to(self, user: Any) -> "InvoiceTermsQuerySet":
        """Of programs the person pays, manages or audits."""
        return self.filter(program__in=_served(user))

    def for_country(self, program: Program | int, country: str) -> "InvoiceTermsQuerySet":
        """The row that holds for a location of the country comes first."""
        return self.filter(program=program, country__in=(country, "")).order_by("-country")


class TaxInvoiceQuerySet(models.QuerySet["TaxInvoice"]):
    def visible_to(self, user: Any) -> "TaxInvoiceQuerySet":
        """Of the person's locations, and of programs the person pays, manages or audits."""
        own = _of_own_location(user, "claim__partner_id", "claim__program_id")
        return self.filter(Q(claim__program__in=_served(user)) | own)

    def standing(self) -> "TaxInvoiceQuerySet":
        """Given or accepted, for what is not paid yet."""
        return self.filter(state__in=(TaxInvoiceState.GIVEN, TaxInvoiceState.ACCEPTED), payment=None)


class PaymentRecoveryQuerySet(models.QuerySet["Recovery"]):
    def visible_to(self, user: Any) -> "PaymentRecoveryQuerySet":
        """Of programs the person pays, manages or audits; and, once announced, of the person's locations."""
        own = _of_own_location(user, "claim__partner_id", "claim__program_id")
        return self.filter(Q(claim__program__in=_served(user)) | own & ~Q(state=RecoveryState.OPEN))

    def with_outstanding(self) -> "PaymentRecoveryQuerySet":
        """Annotates `outstanding`: less what live payments offset, and what was repaid."""
        # By name: the models are built upon this module.
        offsets: Any = apps.get_model("payments", "Offset").objects
        repayments: Any = apps.get_model("payments", "Repayment").objects
        kept = offsets.filter(recovery=OuterRef("pk"), payment__stage__in=LIVE)
        back = repayments.filter(recovery=OuterRef("pk"))
        return self.annotate(outstanding=F("amount") - _sum_of(kept) - _sum_of(back))

    def unsettled(self) -> "PaymentRecoveryQuerySet":
        return self.filter(state__in=(RecoveryState.OPEN, RecoveryState.ANNOUNCED))


class StatementQuerySet(models.QuerySet["Statement"]):
    def visible_to(self, user: Any) -> "StatementQuerySet":
        """For payers and auditors of any program: an account serves all of them."""
        served = Program.objects.with_role(user, VendorRole.PAYER, VendorRole.AUDITOR)
        return self.filter(Exists(served))

    def with_unmatched(self) -> "StatementQuerySet":
        """Annotates `unmatched`: how many of their entries somebody has to look at."""
        waiting = models.Count("entries", filter=Q(entries__found__in=UNMATCHED))
        return self.annotate(unmatched=waiting)


class StatementEntryQuerySet(models.QuerySet["StatementEntry"]):
    def unmatched(self) -> "StatementEntryQuerySet":
        """Somebody has to look at them."""
        return self.filter(found__in=UNMATCHED)


def _sum_of(rows: models.QuerySet[Any]) -> Coalesce:
    total = rows.order_by().values("recovery").annotate(total=Sum("amount")).values("total")
    return Coalesce(Subquery(total), _ZERO)
