"""What an invoice says of itself: out of its XML (CII, UBL), or else what its pages let one propose.

Runs in a process of its own with hard limits (`python -m documents.einvoices pdf < file`), like the checks
and for the same reason: nothing here imports Django or knows a database or a secret. `documents.reading`
starts it and keeps what it found.
"""
