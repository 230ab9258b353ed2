"""The single door to a claim: one verb, one transaction. Split by who acts: partner, reviewer, clock."""
