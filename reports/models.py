"""Sums over claims and entries, prepared by a worker so that no page adds up a million of them.

Each table is what one statement of `reports.actions.summing` says of one usage period; all of it can be made
anew at any time. Money is in the period's program's currency. A claim is counted under its activity and its
location's country; drafts and what was taken back are no claims here.
"""

from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from reports.querysets import SumsQuerySet

#: What a worker writes wrongly nobody can mend in a form.
TWICE = _("These sums are there already.")


def _amount(words: Any) -> models.DecimalField:
    # Sums are wider than the amounts they add up.
    return models.DecimalField(words, max_digits=24, decimal_places=4)


def _count(words: Any) -> models.PositiveIntegerField:
    return models.PositiveIntegerField(words)


class _OfPeriod(models.Model):
    period = models.ForeignKey(
        "programs.UsagePeriod", models.CASCADE, related_name="+", verbose_name=_("usage period")
    )
    country = models.CharField(_("country"), max_length=2)

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return f"{self.period_id} {self.country}"


class _OfActivity(_OfPeriod):
    activity_type = models.ForeignKey(
        "programs.ActivityType",
        models.CASCADE,
        related_name="+",
        db_index=False,
        verbose_name=_("activity type"),
    )

    class Meta:
        abstract = True


class ClaimSums(_OfActivity):
    """Claims by what became of them, and their money: claimed is what was decided and what was not yet."""

    undecided = _count(_("not decided yet"))
    approved_in_full = _count(_("approved in full"))
    approved_in_part = _count(_("approved in part"))
    rejected = _count(pgettext_lazy("claims", "rejected"))
    disputed = _count(pgettext_lazy("claims", "disputed"))
    withdrawn = _count(pgettext_lazy("claims", "withdrawn"))
    #: Of all but those withdrawn, as the claims say.
    claimed = _amount(_("claimed"))
    #: Of decided claims, disputed ones included: what was claimed and not approved.
    cut = _amount(pgettext_lazy("amount", "cut"))
    #: These three as the ledger says, by the claim its entries name.
    held = _amount(pgettext_lazy("amount", "held"))
    approved = _amount(pgettext_lazy("amount", "approved"))
    paid = _amount(pgettext_lazy("amount", "paid"))

    objects = SumsQuerySet["ClaimSums"].as_manager()

    class Meta:
        verbose_name = _("sums of claims")
        verbose_name_plural = _("sums of claims")
        constraints = [
            models.UniqueConstraint(
                fields=["period", "activity_type", "country"],
                name="reports_claimsums_once",
                violation_error_message=TWICE,
            )
        ]


class DecisionDays(_OfActivity):
    """So many first decisions took so many business days: from submitting, the partner's turns left out (R9)."""

    days = models.PositiveSmallIntegerField(_("business days"))
    count = _count(_("decisions"))

    objects = SumsQuerySet["DecisionDays"].as_manager()

    class Meta:
        verbose_name = _("business days to a decision")
        verbose_name_plural = _("business days to a decision")
        constraints = [
            models.UniqueConstraint(
                fields=["period", "activity_type", "country", "days"],
                name="reports_decisiondays_once",
                violation_error_message=TWICE,
            )
        ]


class CutSums(_OfActivity):
    """Lines of decided claims that were cut or refused for a reason, by the decision that holds.

    No reason: in own words only. Disputed claims wait for their second decision.
    """

    reason = models.ForeignKey(
        "programs.Reason",
        models.CASCADE,
        null=True,
        related_name="+",
        db_index=False,
        verbose_name=_("reason"),
    )
    lines = _count(_("lines"))
    cut = _amount(pgettext_lazy("amount", "cut"))

    objects = SumsQuerySet["CutSums"].as_manager()

    class Meta:
        verbose_name = _("sums of cuts")
        verbose_name_plural = _("sums of cuts")
        constraints = [
            models.UniqueConstraint(
                fields=["period", "activity_type", "country", "reason"],
                nulls_distinct=False,
                name="reports_cutsums_once",
                violation_error_message=TWICE,
            )
        ]


class FundMonth(_OfPeriod):
    """What the entries of one month, by the program's zone, changed of the totals of a period's funds."""

    month = models.DateField(_("first day of the month"))
    earned = _amount(pgettext_lazy("amount", "earned"))
    adjusted = _amount(pgettext_lazy("amount", "adjusted"))
    held = _amount(pgettext_lazy("amount", "held"))
    approved = _amount(pgettext_lazy("amount", "approved"))
    paid = _amount(pgettext_lazy("amount", "paid"))
    forfeited = _amount(pgettext_lazy("amount", "forfeited"))

    objects = SumsQuerySet["FundMonth"].as_manager()

    class Meta:
        verbose_name = _("month of the funds")
        verbose_name_plural = _("months of the funds")
        constraints = [
            models.UniqueConstraint(
                fields=["period", "country", "month"],
                name="reports_fundmonth_once",
                violation_error_message=TWICE,
            )
        ]


class Summed(models.Model):
    """When a period was last summed up, and how long that took; whoever sums it up locks this row."""

    period = models.OneToOneField(
        "programs.UsagePeriod",
        models.CASCADE,
        primary_key=True,
        related_name="+",
        verbose_name=_("usage period"),
    )
    at = models.DateTimeField(_("summed up"))
    seconds = models.FloatField(_("seconds it took"), default=0)

    class Meta:
        verbose_name = _("summed period")
        verbose_name_plural = _("summed periods")

    def __str__(self) -> str:
        return f"{self.period_id} {self.at}"


class Touched(models.Model):
    """Something happened in a period; written by the database in the transaction in which it did.

    A row for each time, so that nobody waits for anybody; summing up deletes those it sees, and what commits
    later is there for the next time.
    """

    period = models.ForeignKey(
        "programs.UsagePeriod",
        models.CASCADE,
        db_constraint=False,
        related_name="+",
        verbose_name=_("usage period"),
    )

    class Meta:
        verbose_name = _("touched period")
        verbose_name_plural = _("touched periods")

    def __str__(self) -> str:
        return str(self.period_id)
