from datetime import datetime
from typing import TYPE_CHECKING

from django.db import models

from documents.enums import State

if TYPE_CHECKING:
    from documents.models import Document


class DocumentQuerySet(models.QuerySet["Document"]):
    def clean_ones(self) -> "DocumentQuerySet":
        """Checked and scanned: the only ones that are served."""
        return self.filter(state=State.CLEAN)

    def waiting_since(self, before: datetime) -> "DocumentQuerySet":
        """Still being checked, though they arrived (or were queued again) before this instant."""
        return self.filter(state=State.PENDING, queued_at__lt=before)
