"""The catalogue of a fiscal year: how each activity stands in it."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import datetime

from django.db.models import TextChoices
from django.utils.translation import pgettext_lazy

from programs.finding import Finding
from programs.models import ActivityType, ActivityTypeVersion, Program
from programs.readiness import missing_to_publish


class Standing(TextChoices):
    """Where an activity is in a year; by the tone it is drawn in."""

    PUBLISHED = "success", pgettext_lazy("catalogue", "Published")
    PLANNED = "progress", pgettext_lazy("catalogue", "Planned")
    OVERDUE = "danger", pgettext_lazy("catalogue", "Could not be published")
    DRAFT = "attention", pgettext_lazy("catalogue", "Draft")
    CARRIED = "neutral", pgettext_lazy("catalogue", "Carried over")
    ABSENT = "info", pgettext_lazy("catalogue", "Not in this year")


@dataclass(frozen=True)
class ActivityRow:
    """An activity in a year. held: what holds in it; draft: what is written for it; problems: of the draft."""

    activity: ActivityType
    year: int
    at: datetime
    held: ActivityTypeVersion | None = None
    draft: ActivityTypeVersion | None = None
    problems: list[Finding] = field(default_factory=list)

    @property
    def shown(self) -> ActivityTypeVersion | None:
        """What the row is named by."""
        return self.draft or self.held

    @property
    def standing(self) -> Standing:
        if self.draft and self.draft.publish_due:
            return Standing.OVERDUE if self.draft.publish_due <= self.at else Standing.PLANNED
        if self.draft:
            return Standing.DRAFT
        if self.held is None:
            return Standing.ABSENT
        return Standing.PUBLISHED if self.held.fiscal_year == self.year else Standing.CARRIED


def rows_of(year: int, at: datetime, codes: Iterable[str] | None = None) -> list[ActivityRow]:
    """All activities of a year in the catalogue's order, or only those of some codes; a fixed number of queries."""
    versions = ActivityTypeVersion.objects.with_rules().prefetch_related("caps__program")
    held = {one.activity_type_id: one for one in versions.current(year)}
    drafts = {one.activity_type_id: one for one in versions.drafts(year)}
    programs = list(Program.objects.filter(active=True))
    types = ActivityType.objects.filter(code__in=codes) if codes is not None else ActivityType.objects.all()
    return [
        ActivityRow(
            one,
            year,
            at,
            held.get(one.pk),
            draft := drafts.get(one.pk),
            missing_to_publish(draft, programs) if draft else [],
        )
        for one in types
    ]


#: How many drafts of claims stay on versions published before, by id of the version; given by the room of claims.
Pinned = Callable[[Iterable[int]], dict[int, int]]

_PINNED: list[Pinned] = []


def count_pinned_by(count: Pinned) -> None:
    """Say who knows which drafts keep a version; asked where something new is published."""
    _PINNED[:] = [count]


def pinned(versions: Iterable[int]) -> dict[int, int]:
    """How many drafts keep each of these versions, whatever is published; {} where nobody knows any."""
    ids = list(versions)
    return {key: number for count in _PINNED for key, number in count(ids).items()}
