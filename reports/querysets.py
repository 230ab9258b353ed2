from typing import Any, Generic, TypeVar

from django.db import models

from programs.models import Program
from reports.enums import READERS

Row = TypeVar("Row", bound=models.Model)


class SumsQuerySet(models.QuerySet[Row], Generic[Row]):
    def visible_to(self, user: Any) -> "SumsQuerySet[Row]":
        """Sums of the programs the person manages or audits."""
        return self.filter(period__program__in=Program.objects.with_role(user, *READERS))

    def in_order(self) -> "SumsQuerySet[Row]":
        """By program, then the newest usage period first."""
        return self.order_by("period__program__code", "-period__first_day", "pk")
