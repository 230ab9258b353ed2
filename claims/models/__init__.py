from claims.models.ask import Ask
from claims.models.certification import Certification, WorkItem
from claims.models.claim import Claim
from claims.models.correction import Correction
from claims.models.decision import Decision, DecisionLine
from claims.models.dispute import DisputedLine
from claims.models.expense import Expense
from claims.models.handover import Handover
from claims.models.letter import Letter
from claims.models.originals import OriginalsCall
from claims.models.proof import Proof
from claims.models.reversal import Reversal
from claims.models.search import SearchRow
from claims.models.sheet import Sheet, SheetRow
from claims.models.summary import Summary
from claims.models.together import Together, TogetherItem

__all__ = [
    "Ask",
    "Certification",
    "Claim",
    "Correction",
    "Decision",
    "DecisionLine",
    "DisputedLine",
    "Expense",
    "Handover",
    "Letter",
    "OriginalsCall",
    "Proof",
    "Reversal",
    "SearchRow",
    "Sheet",
    "SheetRow",
    "Summary",
    "Together",
    "TogetherItem",
    "WorkItem",
]
