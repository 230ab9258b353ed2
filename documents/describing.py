"""What a partner calls a file: its short title and note. The name it came with stays beside them."""

from datetime import datetime
from typing import Any

import history.actions as history
from documents.models import Document


def describe(document: Document, *, label: str, note: str, user: Any, at: datetime) -> bool:
    """Write short title and note; call it inside the transaction of the act. Returns whether anything changed."""
    if (document.label, document.note) == (label, note):
        return False
    document.label, document.note = label, note
    document.save(update_fields=["label", "note"])
    history.record(document, "document.described", actor=user, at=at, label=label, note=note)
    return True
