"""`document_settled`: checks and scan of a document are done. Sent inside the transaction that
says so, with `document` and `at`; a receiver that fails undoes it, and the job tries again.
It is the only signal of the portal; the rooms above hear it.
"""

from django.dispatch import Signal

document_settled = Signal()
