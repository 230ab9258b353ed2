from review.models.desk import Assignment, Hold, SavedFilter
from review.models.flag import Flag
from review.models.pace import Pace
from review.models.request import Request, RequestItem
from review.models.talk import Message, Note

__all__ = ["Assignment", "Flag", "Hold", "Message", "Note", "Pace", "Request", "RequestItem", "SavedFilter"]
