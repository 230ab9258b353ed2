from documents.models.document import Document
from documents.models.keeping import Hold, Purge, PurgeItem
from documents.models.preview import Page
from documents.models.reading import Reading
from documents.models.restriction import Restriction

__all__ = ["Document", "Hold", "Page", "Purge", "PurgeItem", "Reading", "Restriction"]
