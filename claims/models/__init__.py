from claims.models.certification import Certification, WorkItem
from claims.models.claim import Claim
from claims.models.decision import Decision, DecisionLine
from claims.models.expense import Expense
from claims.models.proof import Proof

__all__ = ["Certification", "Claim", "Decision", "DecisionLine", "Expense", "Proof", "WorkItem"]
