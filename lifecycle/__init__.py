"""Plain Python for everything that has a life: transitions, verdicts, refusals, and the one clock."""

from lifecycle.transitions import ActionRefused, Transition, Verdict

__all__ = ["ActionRefused", "Transition", "Verdict"]
