"""Which locations take part in a program, and which could, as a manager looks for them."""

from dataclasses import dataclass
from datetime import date

from django.db.models import F, Q, QuerySet

from accounts.models import Partner
from programs.enums import EnrollmentState
from programs.models import Enrollment, Program

#: So many locations are listed; who looks for another one searches.
ROWS = 25


def enrollments(program: Program, today: date, search: str = "", state: str = "") -> QuerySet[Enrollment]:
    """A program's enrollments with their locations; `partner_name` is what pages go by.

    today: by the program's clock; whoever's last day is over has left, also where nobody has written it down.
    """
    found = Enrollment.objects.filter(program=program).select_related("partner")
    if search:
        found = found.filter(_named(search, "partner__"))
    left = Q(state=EnrollmentState.ENDED) | Q(until__lt=today)
    if state:
        found = found.filter(left if state == EnrollmentState.ENDED else ~left & Q(state=state))
    return found.annotate(partner_name=F("partner__legal_name"))


@dataclass(frozen=True)
class Candidate:
    """A location that was found, and its enrollment in the program, if there is one."""

    partner: Partner
    enrollment: Enrollment | None


def candidates(program: Program, search: str) -> tuple[list[Candidate], bool]:
    """The first locations by name that fit, and whether there are more; none without a search. Two queries."""
    if not search:
        return [], False
    partners = list(Partner.objects.filter(_named(search, ""))[: ROWS + 1])
    held = Enrollment.objects.filter(program=program, partner__in=partners)
    by_partner = {one.partner_id: one for one in held}
    rows = [Candidate(one, by_partner.get(one.pk)) for one in partners[:ROWS]]
    return rows, len(partners) > ROWS


def _named(search: str, path: str) -> Q:
    return Q(**{f"{path}legal_name__icontains": search}) | Q(**{f"{path}number__icontains": search})
