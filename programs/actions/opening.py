"""Opening a program's fiscal year: its usage periods, and publishing it with one announcement."""

from collections.abc import Iterator
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.enums import PartnerRole
from accounts.models import Membership, User
from lifecycle import ActionRefused
from notifications.actions.sending import Draft, send_many
from programs.actions.door import locked_program, note, save_possible
from programs.actions.periods import add_period
from programs.enums import EnrollmentState
from programs.models import Enrollment, FiscalYearOpening, Program, UsagePeriod
from programs.opening import Year, missing_to_open, rows
from programs.permissions import covers
from programs.planning import proposed_periods
from programs.words import Words

#: What makes a period; its deadline follows from them.
DAYS = ("earning_first_day", "earning_last_day", "first_day", "last_day", "deadline_day")


@transaction.atomic
def make_periods(program: Program, fiscal_year: int, *, by: User) -> list[UsagePeriod]:
    """Make the usage periods that `planning.proposed_periods` proposes; again it makes nothing twice.

    Raises ActionRefused for anybody but a manager of the program, and where a period cannot be (R1, R2).
    """
    current, at = locked_program(program.pk, by)
    proposed = proposed_periods(Year(current, fiscal_year, at))
    return [
        add_period(current, one.code, {name: getattr(one, name) for name in DAYS}, by=by) for one in proposed
    ]


@transaction.atomic
def open_year(program: Program, fiscal_year: int, announcement: Words, *, by: User) -> FiscalYearOpening:
    """Publish the fiscal year, once: the record, the history, and one message to each incentives admin.

    announcement: in both languages. Raises ActionRefused for anybody but a manager of the program, where it was
    published before, and with the reasons where something is missing that a year cannot begin without.
    """
    current, at = locked_program(program.pk, by)
    year = Year(current, fiscal_year, at)
    if year.opening:
        words = _("%(name)s has published this fiscal year already.")
        raise ActionRefused(words % {"name": year.opening.opened_by})
    if missing := missing_to_open(rows(year)):
        reasons = " ".join(str(one.words) for one in missing)
        raise ActionRefused(_("The fiscal year cannot be published yet. %(reasons)s") % {"reasons": reasons})
    opening = FiscalYearOpening(
        program=current,
        fiscal_year=fiscal_year,
        announcement=announcement,
        opened_at=at,
        opened_by=by,
    )
    save_possible(opening)
    told = send_many("year_opened", _announcements(opening, year), at)
    note(current, "programs.year_opened", by, at, year=fiscal_year, told=told)
    return opening


def _announcements(opening: FiscalYearOpening, year: Year) -> Iterator[Draft]:
    """To each incentives admin of a location that takes part, once, however many locations they have."""
    facts: dict[str, Any] = {
        "program": opening.program.name,
        "code": opening.program.code,
        "year": opening.fiscal_year,
        "first_day": year.first_day.isoformat(),
        "last_day": year.last_day.isoformat(),
        "words": opening.announcement,
    }
    told: set[int] = set()
    for member in _admins(opening.program).iterator(chunk_size=1000):
        if covers(member, opening.program) and member.user_id not in told:
            told.add(member.user_id)
            yield Draft(member.user, opening.program, f"year {opening.fiscal_year}", facts)


def _admins(program: Program) -> Any:
    enrolled = Enrollment.objects.filter(program=program, state=EnrollmentState.ENROLLED)
    admins = Membership.objects.filter(
        partner__in=enrolled.values("partner"), role=PartnerRole.ADMIN, user__is_active=True
    )
    return admins.select_related("user").prefetch_related("scopes").order_by("pk")
