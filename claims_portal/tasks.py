from datetime import datetime

from outbox.jobs import job


@job("demo.everyday")
def everyday(first: int, at: datetime) -> None:
    # Only the demo promises this job; production never loads the story.
    from claims_portal.demo.story import everyday as story

    story.tell(first)
    story.promise(at, first + story.PIECE)
