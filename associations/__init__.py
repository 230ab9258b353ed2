"""Customer associations: a partner is recorded as the one who works with a customer on a workload or subscription.

A sibling of claims: its own state table (R19), the same doors, documents, review room, history and notices.

enums.py        states, roles, reasons
engagements.py  what can be associated, in which role, with what
models/         Association, its items, proof, the customer's link and answers
consent.py      what the customer said, and when silence counts
readiness.py    what is missing before it can be submitted
rivals.py       who else claims the same, and who holds it
table.py        the state table as rows; workflow.py asks it
actions/        the single door
"""
