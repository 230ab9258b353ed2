from datetime import datetime

from associations.actions import files, reminding, ticking
from documents.models import Document
from outbox.jobs import job
from outbox.ticks import declare

#: Once a minute: what the clock owes, in this order: nothing is said of what ends in the same tick.
tick = declare(
    "associations.tick",
    ticking.lapse_requests,
    ticking.reopen_taken,
    ticking.complete_silent,
    ticking.tell_of_lost_mails,
    reminding.remind_of_requests,
    ticking.rescan_files,
)


@job("associations.file_settled")
def file_settled(document: int, at: datetime) -> None:
    files.file_settled(Document.objects.get(pk=document))
