from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from django.apps import apps
from django.db import models
from django.db.models import Exists, OuterRef, Q

from documents.enums import STRUCTURE_ONLY, State

if TYPE_CHECKING:
    from documents.models import Document

#: The issue's week: a scan is repeated when the signatures are newer than the scan's by this.
SCAN_LASTS = timedelta(days=7)
#: The bytes of what was not accepted go this long after it was settled.
REFUSED_BYTES_LAST = timedelta(days=30)


#: A file our checks broke on is checked again after this, as long as it is younger than that.
AGAIN_AFTER, AGAIN_FOR = timedelta(hours=6), timedelta(days=3)


class DocumentQuerySet(models.QuerySet["Document"]):
    def clean_ones(self) -> "DocumentQuerySet":
        """Checked and scanned: the only ones that are served."""
        return self.filter(state=State.CLEAN)

    def to_preview(self) -> "DocumentQuerySet":
        """Clean files whose preview is not made yet."""
        return self.clean_ones().filter(previewed_at=None, bytes_deleted_at=None)

    def waiting_since(self, before: datetime) -> "DocumentQuerySet":
        """Still being checked, though they arrived (or were queued again) before this instant."""
        return self.filter(state=State.PENDING, queued_at__lt=before)

    def failed_before(self, at: datetime) -> "DocumentQuerySet":
        """Young files our checks broke on, the last time so long ago that another try may help."""
        last = {"settled_at__lte": at - AGAIN_AFTER, "received_at__gt": at - AGAIN_FOR}
        return self.filter(state=State.FAILED, bytes_deleted_at=None, **last)

    def scanned_before(self, signatures_at: datetime | None) -> "DocumentQuerySet":
        """Clean ones whose scan is older than signatures of this date by a week, or that were never scanned.

        signatures_at: None where the scanner has no signatures of its makers.
        """
        old = Q(engine=STRUCTURE_ONLY)
        if signatures_at:
            old |= Q(signatures_at=None) | Q(signatures_at__lte=signatures_at - SCAN_LASTS)
        return self.clean_ones().filter(old)

    def bytes_due(self, at: datetime) -> "DocumentQuerySet":
        """Refused and infected for 30 days, their bytes still there, and nobody holds or restricts them."""
        hold, restriction = (apps.get_model("documents", name) for name in ("Hold", "Restriction"))
        held = Exists(hold.objects.filter(document=OuterRef("pk"), lifted_at=None))
        restricted = Exists(restriction.objects.filter(document=OuterRef("pk"), ended_at=None))
        settled = {"settled_at__lte": at - REFUSED_BYTES_LAST, "bytes_deleted_at": None}
        return self.filter(~held, ~restricted, state__in=(State.REFUSED, State.INFECTED), **settled)
