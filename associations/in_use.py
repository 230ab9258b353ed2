"""What stays as it is in a program because of customer associations; asked by `programs/in_use.py`."""

from django.utils.translation import ngettext

from associations.enums import OPEN_STATES, AssociationState
from associations.models import Association
from lifecycle import Verdict
from lifecycle.transitions import YES
from programs import in_use
from programs.in_use import Change
from programs.models import Enrollment, Program
from programs.rules import local_day

#: Somebody has a turn still.
UNFINISHED = (AssociationState.DRAFT, *OPEN_STATES)


def _refused(count: int) -> Verdict:
    words = ngettext(
        "%(count)s customer association is a draft or waits for a decision.",
        "%(count)s customer associations are drafts or wait for a decision.",
        count,
    )
    return Verdict(False, words % {"count": count}) if count else YES


def program_takes_them(change: Change) -> Verdict:
    """R19: what was begun is brought to its end before the program takes no more."""
    switched_off = False in {change.after.get("active"), change.after.get("takes_associations")}
    unfinished = Association.objects.filter(program=change.thing, state__in=UNFINISHED)
    return _refused(unfinished.count()) if switched_off else YES


def location_has_them(change: Change) -> Verdict:
    """R19: a location that leaves a program has none unfinished."""
    enrollment, until = change.thing, change.value("until")
    if until is None or until > local_day(change.at, enrollment.program.zone):
        return YES
    theirs = Association.objects.filter(program=enrollment.program_id, partner=enrollment.partner_id)
    return _refused(theirs.filter(state__in=UNFINISHED).count())


def hold_fast() -> None:
    """Register the rules of this room."""
    in_use.hold(Program, ("active", "takes_associations"), program_takes_them)
    in_use.hold(Enrollment, ("until",), location_has_them)
