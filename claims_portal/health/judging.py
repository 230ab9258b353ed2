"""What of the figures somebody has to look at. Away is away; a warning says that something works, but not well."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

from claims_portal.health.figures import Figures
from claims_portal.health.services import FIGURES

#: Of these pages need each: without it no page can be served, so no load balancer should send anybody.
NEEDED = ("database",)
#: A job, a mail, a file that waits longer than this: a worker, the mail server or the scanner is away or overrun.
JOB_WAITS, MAIL_WAITS, FILE_WAITS = timedelta(minutes=5), timedelta(minutes=30), timedelta(minutes=5)
#: Signatures come several times a day; clamd too calls them outdated after a week.
SIGNATURES_LAST = timedelta(days=7)


def report(answers: dict[str, tuple[bool, Any]]) -> dict[str, Any]:
    """The whole answer of /readyz: is it ready, what is away, what to look at, and the figures."""
    away = [name for name, (answered, _told) in answers.items() if not answered and name != FIGURES]
    known: Figures | None = answers[FIGURES][1]
    signatures = _signatures(answers)
    ready = not set(NEEDED) & set(away)
    said = {"ready": ready, "away": away}
    if known is None:
        return said | {"warnings": ["figures unknown"] if ready else []}
    return said | {
        "warnings": [*_warnings(known), *_old(signatures, known.real)],
        "jobs": vars(known.jobs) | {"set_aside": known.jobs_set_aside},
        "mails": vars(known.mails) | {"last_day": known.mails_last_day},
        "documents": vars(known.documents),
        "ticks": {
            name: {"seconds_ago": one.seconds_ago, "failing": one.failing}
            for name, one in known.ticks.items()
        },
        "signatures_at": signatures.isoformat() if signatures else None,
    }


def _warnings(known: Figures) -> Iterator[str]:
    limits = {
        "jobs wait": (known.jobs, JOB_WAITS),
        "mails wait": (known.mails, MAIL_WAITS),
        "documents wait": (known.documents, FILE_WAITS),
    }
    yield from (words for words, (one, limit) in limits.items() if one.oldest_seconds > limit.total_seconds())
    if known.jobs_set_aside:
        yield "jobs set aside"
    for name, tick in known.ticks.items():
        if tick.seconds_ago is None or tick.seconds_ago > tick.late_after.total_seconds():
            yield f"late: {name}"
        yield from (f"failing: {name}/{part}" for part in tick.failing)


def _signatures(answers: dict[str, tuple[bool, Any]]) -> datetime | None:
    """When the scanner's signatures were made, where it tells."""
    answered, told = answers.get("scanner", (False, None))
    return told[1] if answered else None


def _old(signatures: datetime | None, now: datetime) -> Iterator[str]:
    if signatures and now - signatures > SIGNATURES_LAST:
        yield "signatures are old"
