from programs.models.asking import ExtensionRequest, Outage
from programs.models.catalogue import ActivityType, ActivityTypeVersion, Cap, ExpenseKind, Requirement
from programs.models.guidebook import Guidebook, GuidebookChapter
from programs.models.period import Extension, UsagePeriod
from programs.models.program import Enrollment, Program
from programs.models.rate import ExchangeRate
from programs.models.reason import Reason
from programs.models.roles import MembershipScope, ProgramRole

__all__ = [
    "ActivityType",
    "ActivityTypeVersion",
    "Cap",
    "Enrollment",
    "ExchangeRate",
    "ExpenseKind",
    "Extension",
    "ExtensionRequest",
    "Guidebook",
    "GuidebookChapter",
    "MembershipScope",
    "Outage",
    "Program",
    "ProgramRole",
    "Reason",
    "Requirement",
    "UsagePeriod",
]
