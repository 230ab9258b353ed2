"""The claims behind a figure: by what `ClaimSums` counts, asked of the claims themselves."""

from django.db.models import F, Q

from claims.enums import DRAFT_STATES, OPEN_STATES, ClaimState
from claims.models import Claim
from claims.querysets import ClaimQuerySet
from reports.enums import Outcome
from reports.forms import OF_CLAIMS, ReportFilter

#: As `reports.actions.statements.CLAIMS` counts them.
COUNTED = {
    Outcome.UNDECIDED: Q(state__in=OPEN_STATES, approved=None),
    Outcome.APPROVED: Q(state=ClaimState.APPROVED, approved=F("claimed")),
    Outcome.IN_PART: Q(state=ClaimState.APPROVED, approved__lt=F("claimed")),
    Outcome.REJECTED: Q(state=ClaimState.REJECTED),
    Outcome.DISPUTED: Q(state__in=OPEN_STATES, approved__isnull=False),
    Outcome.WITHDRAWN: Q(state=ClaimState.WITHDRAWN),
}


def claims_behind(form: ReportFilter) -> ClaimQuerySet:
    """Submitted claims of the programs the person reads reports of, that the filter asks for."""
    claims: ClaimQuerySet = form.narrow(Claim.objects.filter(program__in=form.programs), OF_CLAIMS)
    outcome = form.wanted.get("outcome")
    counted = claims.exclude(state__in=DRAFT_STATES)
    return counted.filter(COUNTED[Outcome(outcome)]) if outcome else counted
