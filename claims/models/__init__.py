from claims.models.ask import Ask
from claims.models.certification import Certification, WorkItem
from claims.models.claim import Claim
from claims.models.decision import Decision, DecisionLine
from claims.models.expense import Expense
from claims.models.handover import Handover
from claims.models.proof import Proof
from claims.models.sheet import Sheet, SheetRow
from claims.models.summary import Summary
from claims.models.together import Together, TogetherItem

__all__ = [
    "Ask",
    "Certification",
    "Claim",
    "Decision",
    "DecisionLine",
    "Expense",
    "Handover",
    "Proof",
    "Sheet",
    "SheetRow",
    "Summary",
    "Together",
    "TogetherItem",
    "WorkItem",
]
