"""What a row of a report is called, in the reader's language."""

from collections.abc import Iterable
from typing import Any

from django.utils.translation import get_language

from accounts.places import country_name
from programs.models import ActivityTypeVersion, Program
from programs.words import in_language, period_name
from reports.enums import Breakdown

#: What a breakdown groups by.
COLUMNS = {
    Breakdown.PROGRAM: ("period__program",),
    Breakdown.PERIOD: ("period__first_day", "period__last_day"),
    Breakdown.ACTIVITY: ("activity_type",),
    Breakdown.COUNTRY: ("country",),
}


def activity_names(sums: Any) -> dict[int, tuple[str, str]]:
    """By id, code and newest name of the activity types that have sums; one query."""
    versions = ActivityTypeVersion.objects.published().filter(
        activity_type__in=sums.order_by().values("activity_type")
    )
    newest = versions.order_by("activity_type", "-fiscal_year", "-revision").distinct("activity_type")
    found = newest.values_list("activity_type", "activity_type__code", "name")
    return {pk: (code, in_language(name)) for pk, code, name in found}


class Names:
    """Of the rows of one breakdown: what each is called, and what an address says to see it alone."""

    def __init__(self, by: Breakdown, programs: dict[int, Program], sums: Any) -> None:
        self.by, self.programs = by, programs
        self.activities = activity_names(sums) if by == Breakdown.ACTIVITY else {}

    def label(self, row: dict[str, Any]) -> str:
        """row: as `values(*COLUMNS[by])` gave it."""
        if self.by == Breakdown.PROGRAM:
            return str(self.programs[row["period__program"]])
        if self.by == Breakdown.PERIOD:
            return period_name(row["period__first_day"], row["period__last_day"])
        if self.by == Breakdown.ACTIVITY:
            return self.activities[row["activity_type"]][1]
        return country_name(row["country"], get_language())

    def only(self, row: dict[str, Any]) -> dict[str, str]:
        """The filter under which this row is all there is."""
        if self.by == Breakdown.PROGRAM:
            return {"program": self.programs[row["period__program"]].code}
        if self.by == Breakdown.PERIOD:
            days = row["period__first_day"], row["period__last_day"]
            return {"since": days[0].isoformat(), "until": days[1].isoformat()}
        if self.by == Breakdown.ACTIVITY:
            return {"activity": self.activities[row["activity_type"]][0]}
        return {"country": row["country"]}

    def in_order(self, rows: Iterable[dict[str, Any]]) -> list[dict[str, Any]]:
        """Usage periods newest first, all others by their name."""
        if self.by == Breakdown.PERIOD:
            return sorted(rows, key=lambda row: row["period__first_day"], reverse=True)
        return sorted(rows, key=lambda row: self.label(row).casefold())
