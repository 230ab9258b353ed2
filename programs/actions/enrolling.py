"""Partner locations in a program: invited, enrolled, ended with their last day."""

from collections.abc import Mapping
from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import Partner, User
from lifecycle import ActionRefused
from notifications.actions.sending import send
from programs.actions.door import locked_program, note, save_possible, told_by, write_changes
from programs.enums import EnrollmentState
from programs.models import Enrollment, Program
from programs.permissions import admins_in
from programs.rules import local_day

ENDED = "programs.enrollment_ended"


@transaction.atomic
def invite(program: Program, partner: Partner, *, by: User) -> Enrollment:
    """Ask a location to take part, and tell its incentives admins; it does not see the program yet.

    Raises ActionRefused for others than the program's managers, and where it was invited or takes part already.
    """
    program, at = locked_program(program.pk, by)
    found = _standing(program, partner)
    if found and found.state != EnrollmentState.ENDED:
        raise ActionRefused(_already(found))
    enrollment = found or Enrollment(program=program, partner=partner)
    enrollment.state, enrollment.since, enrollment.until = EnrollmentState.INVITED, _today(program, at), None
    save_possible(enrollment)
    note(program, "programs.enrollment_invited", by, at, partner=str(partner))
    _tell(enrollment, by, at)
    return enrollment


@transaction.atomic
def enroll(program: Program, partner: Partner, *, since: date, by: User) -> Enrollment:
    """Let a location take part from a day on, also one that was invited or had left; its admins are told.

    Raises ActionRefused for others than the program's managers, and where it takes part already.
    """
    program, at = locked_program(program.pk, by)
    found = _standing(program, partner)
    if found and takes_part(found, _today(program, at)):
        raise ActionRefused(_already(found))
    enrollment = found or Enrollment(program=program, partner=partner)
    enrollment.state, enrollment.since, enrollment.until = EnrollmentState.ENROLLED, since, None
    save_possible(enrollment)
    note(program, "programs.enrollment_begun", by, at, partner=str(partner), since=since)
    _tell(enrollment, by, at)
    return enrollment


@transaction.atomic
def end(
    program: Program, partner: Partner, *, last_day: date, seen: Mapping[str, str], by: User
) -> Enrollment:
    """Give an enrollment its last day, or another one, or call an invitation off by it.

    Whoever has left reads on and starts no claims.

    Raises ActionRefused for others than the program's managers, where the location does not take part, and at
    `until` where what is open there would be touched, and Overtaken where two gave it different days.
    """
    program, at = locked_program(program.pk, by)
    enrollment = _standing(program, partner)
    if enrollment is None or enrollment.state == EnrollmentState.ENDED:
        raise ActionRefused(_("This location does not take part."))
    with told_by(program, ENDED, partner=str(partner)):
        changed = write_changes(enrollment, {"until": last_day}, seen, at)
    if last_day < _today(program, at) or enrollment.state != EnrollmentState.ENROLLED:
        enrollment.state = EnrollmentState.ENDED
        enrollment.save(update_fields=["state"])
    if changed:
        note(program, ENDED, by, at, changed, partner=str(partner))
    return enrollment


def _tell(enrollment: Enrollment, by: User, at: datetime) -> None:
    """Whoever manages the location hears of it, each time anew."""
    program, partner = enrollment.program, enrollment.partner
    facts = {
        "location": str(partner),
        "program": program.name,
        "summary": program.summary,
        "enrolled": enrollment.state == EnrollmentState.ENROLLED,
        "since": enrollment.since.isoformat(),
        "by": str(by),
    }
    key = f"{enrollment.state} {at.isoformat()}"
    for person in admins_in(partner, program):
        send("program_entry", to=person, subject=program, key=key, at=at, **facts)


def takes_part(enrollment: Enrollment, day: date) -> bool:
    """Enrolled, and no last day or one that is ahead."""
    goes_on = enrollment.until is None or enrollment.until >= day
    return enrollment.state == EnrollmentState.ENROLLED and goes_on


def _standing(program: Program, partner: Partner) -> Enrollment | None:
    """What there is of a location; the program is locked, so nobody else writes it."""
    return Enrollment.objects.select_related("program").filter(program=program, partner=partner).first()


def _today(program: Program, at: datetime) -> date:
    return local_day(at, program.zone)


def _already(enrollment: Enrollment) -> str:
    words = _("This location stands in the program already: %(state)s.")
    return words % {"state": enrollment.get_state_display()}
