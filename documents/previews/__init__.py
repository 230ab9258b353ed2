"""Pictures and facts of a file, for people who look at it: one small module a type of file.

Runs in a process of its own with hard limits (`python -m documents.previews pdf < file`), like
the checks and for the same reason: nothing here imports Django or knows a database or a secret.
`documents.previewing` starts it and keeps what it made.
"""
