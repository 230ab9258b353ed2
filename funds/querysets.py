from collections.abc import Mapping
from datetime import datetime
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from django.db import models
from django.db.models import Exists, F, Func, OuterRef, Q, Sum, Value
from django.db.models.functions import Coalesce

from accounts.models import Membership
from funds.enums import Figure
from programs.enums import VendorRole
from programs.models import Program, UsagePeriod
from programs.querysets import membership_may_use
from programs.rules import deadline_expression

if TYPE_CHECKING:
    from accounts.models import Partner
    from funds.models import Fund, FundEntry, Recovery

#: R11: what of a fund was neither claimed nor forfeited, and what was never claimed, forfeited or not.
LEFT = F("earned") + F("adjusted") - F("held") - F("approved") - F("forfeited")
UNCLAIMED = F("earned") + F("adjusted") - F("held") - F("approved")
ZERO = Value(Decimal(0), models.DecimalField(max_digits=19, decimal_places=4))


class FundQuerySet(models.QuerySet["Fund"]):
    def visible_to(self, user: Any) -> "FundQuerySet":
        """Funds of the person's locations, as far as programs are not limited (R7), and of programs served (R8)."""
        of_own_location = Membership.objects.filter(
            membership_may_use("program"), user_id=user.pk, partner=OuterRef("partner")
        )
        served = Program.objects.with_role(user, *VendorRole)
        return self.filter(Exists(of_own_location) | Q(program__in=served))

    def of_programs_served(self, user: Any) -> "FundQuerySet":
        """Of `visible_to` what people of the vendor see: as plain numbers, for lists over all locations."""
        from programs.permissions import held_roles, programs_of

        return self.filter(program__in=[one.pk for one in programs_of(held_roles(user))])

    def for_reading(self) -> "FundQuerySet":
        """With all that a page reads: two queries for any number of funds, oldest period last."""
        return (
            self.select_related("partner", "program", "period__program")
            .prefetch_related("period__extensions")
            .order_by("-period__first_day", "program__code", "pk")
        )

    def of_line(self, fund: "Fund") -> "FundQuerySet":
        """All periods of the same location and program."""
        return self.filter(partner=fund.partner_id, program=fund.program_id)

    def with_something_left(self) -> "FundQuerySet":
        return self.alias(rest=LEFT).filter(rest__gt=0)

    def reaching_threshold(self) -> "FundQuerySet":
        """R11: below the program's threshold the money is a rebate, or may yet become one."""
        earned = F("earned") + F("adjusted")
        return self.alias(in_all=earned).filter(in_all__gte=F("program__threshold"))

    def past_deadline(self, at: datetime) -> "FundQuerySet":
        """Funds whose location may no longer submit (R1)."""
        # As plain numbers, by which the database sees that there are none: it is asked every minute.
        over = list(UsagePeriod.objects.over(at).values_list("pk", flat=True))
        funds = self.filter(period__in=over).alias(deadline=deadline_expression("period", "partner"))
        return funds.filter(deadline__lte=at)


class FundEntryQuerySet(models.QuerySet["FundEntry"]):
    def counting(self, weights: Mapping[Figure, int]) -> "FundEntryQuerySet":
        """Annotates `counted`: what each entry changes of a figure that is made of some totals (`funds.shown`)."""
        return self.annotate(counted=_weighed(weights))

    def counting_each(self, figures: Mapping[str, Mapping[Figure, int]]) -> "FundEntryQuerySet":
        """The same for several figures at once: annotates `counted_<code>` for each."""
        return self.annotate(**{f"counted_{code}": _weighed(weights) for code, weights in figures.items()})

    def totals(self, figures: Mapping[str, Mapping[Figure, int]]) -> dict[str, Decimal]:
        """What these entries add up to in each of some figures; one query."""
        return self.aggregate(
            **{code: Coalesce(Sum(_weighed(weights)), ZERO) for code, weights in figures.items()}
        )

    def behind(self, weights: Mapping[Figure, int]) -> "FundEntryQuerySet":
        """Those that change the figure at all; annotates `counted`."""
        return self.annotate(counted=_weighed(weights)).exclude(counted=0)

    def about(self, subject: Any) -> "FundEntryQuerySet":
        """Entries of one claim."""
        return self.filter(subject_kind=subject.SUBJECT_KIND, subject_id=subject.pk)

    def total(self, *figures: Figure) -> Decimal:
        """What these entries add up to in one of the totals, or in several together."""
        sums = {figure.name: Coalesce(Sum(_effect_on(figure)), ZERO) for figure in figures}
        return sum(self.aggregate(**sums).values(), Decimal(0))


class RecoveryQuerySet(models.QuerySet["Recovery"]):
    def open(self) -> "RecoveryQuerySet":
        """Not yet taken in full; annotates `outstanding`. Settling entries are negative adjustments."""
        taken = Coalesce(Sum("entries__amount"), ZERO)
        return self.annotate(outstanding=F("amount") + taken).filter(outstanding__gt=0).order_by("pk")

    def of_line(self, partner: "Partner | int", program: "Program | int") -> "RecoveryQuerySet":
        return self.filter(fund__partner=partner, fund__program=program)


def _weighed(weights: Mapping[Figure, int]) -> models.ExpressionWrapper:
    """What an entry changes of a figure that is made of several totals."""
    first, *more = [_effect_on(figure) * Value(times) for figure, times in weights.items()]
    return models.ExpressionWrapper(sum(more, first), output_field=ZERO.output_field)


def _effect_on(figure: Figure) -> models.ExpressionWrapper:
    """What an entry changes of a total, as an expression."""
    sign = Func(F("kind"), Value(figure.value), function="funds_effect", output_field=models.IntegerField())
    return models.ExpressionWrapper(F("amount") * sign, output_field=ZERO.output_field)
