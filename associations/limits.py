"""Days and limits of an association's life: the published ones of 2023 (R19, domain 7.5)."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from dateutil.relativedelta import relativedelta

from associations.enums import AssociationState
from associations.models import Association
from programs.models import Program
from programs.rules import end_of_day, local_day
from review.clocks import business_days_after

#: Until it is taken, and until it is decided: business days of the program's country.
DAYS_TO_TAKE = 5
DAYS_TO_REVIEW = 14
#: To answer a request: business days of both countries, else it is rejected.
DAYS_TO_ANSWER = 14
#: R14: to send a file again that was not accepted.
DAYS_TO_SEND_AGAIN = 5
#: To dispute a rejection, once: calendar days; and to decide the dispute: business days.
DAYS_TO_DISPUTE = 30
DAYS_TO_DECIDE_DISPUTE = 5
#: The customer's days to object before silence counts as consent (domain 7.5: 7 days in 2021; "any time" since).
DAYS_OF_SILENCE = 7
#: The customer's acknowledgement is no older than this when it is submitted (domain 7.6).
PROOF_LASTS = relativedelta(months=12)
#: Files are kept this long after the association was submitted, or has ended (R15 has only claims).
RETENTION = relativedelta(months=24)

DAYS_IN_STATE = {
    AssociationState.SUBMITTED: DAYS_TO_TAKE,
    AssociationState.UNDER_REVIEW: DAYS_TO_REVIEW,
    AssociationState.DISPUTED: DAYS_TO_DECIDE_DISPUTE,
}


def promised(association: Association) -> datetime | None:
    """By when our side promised its turn; None where nobody waits for us."""
    days = DAYS_IN_STATE.get(AssociationState(association.state))
    if days is None or association.waiting_since is None or association.cleared_at:
        return None
    return _business_end(association.program, days, association.waiting_since)


def answer_due(program: Program, partner_country: str, at: datetime) -> datetime:
    """Until when a request made at `at` can be answered: 14 business days of both countries."""
    return _business_end(program, DAYS_TO_ANSWER, at, partner_country)


def file_due(program: Program, partner_country: str, at: datetime) -> datetime:
    """Until when a file that did not pass the checks can be sent again (R14)."""
    return _business_end(program, DAYS_TO_SEND_AGAIN, at, partner_country)


def dispute_ends(association: Association) -> datetime | None:
    """The instant from which a rejection cannot be disputed any more; None where there is none."""
    if association.decided_at is None:
        return None
    zone = association.program.zone
    return end_of_day(local_day(association.decided_at, zone) + timedelta(days=DAYS_TO_DISPUTE), zone)


def silence_ends(taken_by_their_server: datetime, zone: str) -> datetime:
    """R19: the instant from which silence counts as consent, for a mail that arrived then."""
    return end_of_day(local_day(taken_by_their_server, zone) + timedelta(days=DAYS_OF_SILENCE), zone)


def _business_end(program: Program, days: int, since: datetime, *countries: str) -> datetime:
    day = since.astimezone(ZoneInfo(program.zone)).date()
    return end_of_day(business_days_after(day, days, frozenset({program.country, *countries})), program.zone)
