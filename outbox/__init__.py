"""Work promised in the transaction of the act and done by workers afterwards.

`outbox.actions.enqueue` writes a row; on commit it is published; the sweeper sends
again what got lost. A task is declared with `outbox.jobs.job`, and holds ids only.
"""
