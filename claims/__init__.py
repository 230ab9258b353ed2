"""A partner's claim, from the draft to the decision: state table, rights, what is missing, and the acts."""
