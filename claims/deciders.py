"""Who is left to decide a claim: not everybody in the role may (R8, R10)."""

from datetime import datetime

from accounts.models import User
from claims.guards import above_limit, not_first_decider
from claims.models import Claim
from claims.permissions import eligible_staff
from programs.enums import VendorRole


def deciders(claim: Claim, role: VendorRole, at: datetime) -> list[User]:
    """People in this role who may decide the claim: in a dispute not who made the decision before."""
    return [person for person in eligible_staff(claim, role) if not_first_decider(claim, person, at)]


def role_missing(claim: Claim, at: datetime) -> VendorRole | None:
    """The role nobody is left in to decide the claim; None where it can be decided.

    Above the program's limit one person recommends and another approves.
    """
    reviewers = deciders(claim, VendorRole.REVIEWER, at)
    approvers = deciders(claim, VendorRole.APPROVER, at) if above_limit(claim, None, at) else None
    return missing_among(reviewers, approvers)


def missing_among(reviewers: list[User], approvers: list[User] | None) -> VendorRole | None:
    """The role somebody is missing in (R10): without a reviewer nothing is decided; who recommends never approves.

    approvers: None where no second person is needed.
    """
    if not reviewers:
        return VendorRole.REVIEWER
    if approvers is None:
        return None
    pairs = ((one, other) for one in reviewers for other in approvers if one != other)
    return None if any(pairs) else VendorRole.APPROVER
