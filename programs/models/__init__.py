from programs.models.asking import ExtensionRequest, Outage
from programs.models.catalogue import ActivityType, ActivityTypeVersion, ExpenseKind
from programs.models.guidebook import Guidebook, GuidebookChapter
from programs.models.opening import FiscalYearOpening
from programs.models.parts import Cap, Requirement
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
    "FiscalYearOpening",
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
