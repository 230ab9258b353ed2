"""Is a file what its name says, whole, and openable? One small module a type of file.

Runs in a process of its own with hard limits (`python -m documents.checks`), because it
opens what strangers send: nothing here imports Django or knows a database or a secret.
"""
