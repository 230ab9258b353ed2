"""A fiscal year as a partner will see it on its first day, with drafts nobody published yet. Writes nothing."""

from dataclasses import dataclass
from functools import cached_property

from programs.models import ActivityTypeVersion, Guidebook
from programs.opening import Year
from programs.standing import ActivitySheet, PeriodRow


@dataclass(frozen=True)
class Preview:
    """What the program's partners will read."""

    year: Year

    @cached_property
    def sheets(self) -> list[ActivitySheet]:
        """Every activity by its draft of the year, else by what holds then; in the catalogue's order."""
        held = ActivityTypeVersion.objects.current(self.year.number).with_rules()
        drafts = ActivityTypeVersion.objects.drafts(self.year.number).with_rules()
        chosen = {one.activity_type_id: one for one in [*held, *drafts]}
        order = {one: (one.activity_type.position, one.activity_type.code) for one in chosen.values()}
        return [ActivitySheet(one, [self.year.program]) for one in sorted(order, key=lambda one: order[one])]

    @property
    def drafts(self) -> list[ActivitySheet]:
        """Those a partner would not see yet."""
        return [one for one in self.sheets if one.version.published_at is None]

    @cached_property
    def guidebook(self) -> Guidebook | None:
        """The year's draft, else what holds on its first day."""
        program, number = self.year.program, self.year.number
        draft = Guidebook.objects.drafts().filter(program=program, fiscal_year=number).first()
        return draft or Guidebook.objects.in_force(program, number, self.year.first_day).first()

    @cached_property
    def periods(self) -> list[PeriodRow]:
        """The year's usage periods, as they stand on its first day."""
        return [PeriodRow(one, None, self.year.begins) for one in self.year.periods]
