from datetime import UTC, datetime

from outbox.jobs import job


@job("demo.everyday")
def everyday(first: int, at: datetime) -> None:
    # Only the demo promises this job; production never loads the story.
    from claims_portal.demo.story import everyday as story

    story.tell(first)
    story.promise(at, first + story.PIECE)


@job("demo.travel")
def travel(target: int, began: int, at: datetime) -> None:
    # As above; and the clock itself refuses to be moved where settings do not allow it.
    from claims_portal.demo import travel as way

    way.go_on(datetime.fromtimestamp(target, UTC), datetime.fromtimestamp(began, UTC))
