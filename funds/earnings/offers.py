"""What the rows of a sheet of earnings may name in a program: its locations, usage periods and reasons."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.utils.translation import override

from accounts.models import Partner
from funds.earnings.states import CONFIRMED, GIVEN_REASONS
from funds.enums import EntryReason
from funds.models import EarningRow
from programs.models import Enrollment, Program, UsagePeriod
from programs.rules import deadline_for, is_before_deadline
from programs.words import LANGUAGES

#: Between a code and its name in the template's lists.
BETWEEN = " · "


class Offers:
    """Of one program at one instant; locations and keys are looked up for some rows at once, by `prepare`."""

    def __init__(self, program: Program, at: datetime) -> None:
        self.program, self.at = program, at
        periods = UsagePeriod.objects.with_deadlines().filter(program=program)
        self._periods = {one.code.casefold(): one for one in periods}
        self._reasons = _reasons()
        self._partners: dict[str, Partner] = {}
        self._enrolled: set[int] = set()
        self._taken: dict[str, Any] = {}
        self._over: dict[tuple[int, int], bool] = {}

    def prepare(self, numbers: Iterable[str], keys: Iterable[str]) -> None:
        """Look up the locations of these numbers, and where these keys were applied; three queries."""
        found = Partner.objects.filter(number__in=set(numbers)).only("pk", "number", "legal_name", "city")
        self._partners = {one.number: one for one in found}
        taking_part = Enrollment.objects.taking_part().filter(program=self.program)
        enrolled = taking_part.filter(partner__in=[one.pk for one in self._partners.values()])
        self._enrolled = set(enrolled.values_list("partner", flat=True))
        rows = EarningRow.objects.filter(
            program=self.program, key__in=set(keys), imported__state__in=CONFIRMED
        )
        self._taken = {
            key: (name, at)
            for key, name, at in rows.values_list("key", "imported__name", "imported__sent_at")
        }

    def partner(self, number: str) -> Partner | None:
        return self._partners.get(number)

    def takes_part(self, partner: Partner) -> bool:
        return partner.pk in self._enrolled

    def period(self, text: str) -> UsagePeriod | None:
        """By its code, or by the template's line."""
        return self._periods.get(text.split(BETWEEN, maxsplit=1)[0].strip().casefold())

    @property
    def period_codes(self) -> list[str]:
        """The newest first."""
        newest = sorted(self._periods.values(), key=lambda one: one.first_day, reverse=True)
        return [one.code for one in newest]

    def reason(self, text: str) -> EntryReason | None:
        """By its code, its name in any language, or the template's line."""
        return self._reasons.get(_plain(text)) or self._reasons.get(
            _plain(text.split(BETWEEN, maxsplit=1)[0])
        )

    def import_with(self, key: str) -> tuple[str, datetime] | None:
        """Name and time of the import that applied a row with this key."""
        return self._taken.get(key)

    def is_over(self, period: UsagePeriod, partner: Partner) -> bool:
        """Whether what comes in now could not be claimed any more (R1), extensions counted."""
        place = period.pk, partner.pk
        if place not in self._over:
            self._over[place] = not is_before_deadline(self.at, period.deadline) and not is_before_deadline(
                self.at, deadline_for(period, partner)
            )
        return self._over[place]


def _reasons() -> dict[str, EntryReason]:
    known = {_plain(one.value): one for one in GIVEN_REASONS}
    for language in LANGUAGES:
        with override(language):
            known |= {_plain(str(one.label)): one for one in GIVEN_REASONS}
    return known


def _plain(text: str) -> str:
    return " ".join(text.casefold().split())
