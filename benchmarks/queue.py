"""The queue among 1,000,000 claims against the same among 10,000, with 5,000 open ones in both, over HTTP.

Two servers as the demo runs them, one for each size, asked in turns in one run: for each page p50 and p95 of both,
and the ratio of the p50s. `make bench-queue`, or `python -m benchmarks.queue`
"""

import http.client
import os
import statistics
import sys
import tempfile
from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import dataclass
from functools import partial

from benchmarks.serving import get, serving, timed
from claims_portal import embedded

PORTS = (8931, 8932)
ROUNDS = 30
WARM_UP = 5
TARGET = 1.5
#: So many open claims stand before the deep page.
DEEP = 4_000
TOKEN = "b" * 32

#: Pages of the queue by what they are, the address from the question mark on.
PAGES = {
    "first page": "",
    "deep page": "after={deep}",
    "oldest first": "sort=age",
    "largest first": "sort=amount",
    "program": "program=OSA",
    "in review": "state=UNDER_REVIEW",
    "waiting for the partner": "state=ACTION_REQUIRED",
    "approved": "state=APPROVED",
    "withdrawn": "state=WITHDRAWN",
    "every state": "state=ALL",
    "country": "country=FR",
    "language": "language=de",
    "no findings": "flag=no-findings",
    "duplicate": "flag=duplicate",
    "rescan": "flag=rescan",
    "late answer": "flag=late-answer",
    "dispute": "flag=dispute",
    "unanswered message": "flag=message",
    "mine": "mine=on",
    "given to me": "assigned=on",
    "a word of every claim": "q=coop",
    "a frequent word": "q=word00003",
    "two words": "q=word00012+systemh",
    "a word of one in a hundred": "q=word00500",
    "a rare word": "q=word19977",
    "an invoice's number": "q=inv4711",
    "nothing is found": "q=nowhere",
    "a frequent word, every state": "q=word00003&state=ALL",
    "a rare word, every state": "q=word19977&state=ALL",
    "an invoice's number, every state": "q=inv4711&state=ALL",
}


@dataclass(frozen=True)
class Side:
    """One size: where it is asked, who asks."""

    port: int
    sessions: dict[str, str]
    deep: str


def run() -> bool:
    """Measure, print, and say whether every target is met."""
    embedded.start(instance=embedded.TEST)
    with tempfile.TemporaryDirectory(prefix="bench-") as folder, ExitStack() as servers:
        os.environ["DJANGO_SETTINGS_MODULE"] = "benchmarks.pages_settings"
        os.environ["BENCH_FOLDER"] = folder
        import django

        django.setup()
        from benchmarks import queue_story

        sides = []
        for port, size in zip(PORTS, queue_story.SIZES, strict=True):
            sessions = queue_story.prepare(size)
            side = Side(port, sessions, _deep(queue_story.name_of(size)))
            address = embedded.database_url(queue_story.name_of(size), instance=embedded.TEST)
            variables = {"DATABASE_URL": address, "BENCH_FOLDER": folder}
            servers.enter_context(serving(port, "benchmarks.pages_settings", **variables))
            sides.append(side)
        met = [ratio(name, [partial(_page, side, query) for side in sides]) for name, query in PAGES.items()]
        met.append(ratio("take next", [partial(_take_next, side) for side in sides]))
    return all(met)


def _deep(name: str) -> str:
    """The place behind so many open claims."""
    from django.db import connection

    from claims.models import Claim
    from claims.order import PROMISE

    connection.close()
    connection.settings_dict["NAME"] = name
    claim = Claim.objects.open().most_urgent_first()[DEEP]
    connection.close()
    return str(PROMISE.place_of(claim)).replace("+", "%2B")


def _page(side: Side, query: str) -> None:
    get(side.port, f"/queue/?{query.format(deep=side.deep)}", side.sessions["rita"])


def _take_next(side: Side) -> None:
    cookies = f"portal_session={side.sessions['rita']}; csrftoken={TOKEN}"
    connection = http.client.HTTPConnection("127.0.0.1", side.port)
    connection.request("POST", "/queue/next/", headers={"Cookie": cookies, "X-CSRFToken": TOKEN})
    answer = connection.getresponse()
    answer.read()
    connection.close()
    if answer.status != http.HTTPStatus.FOUND or answer.headers["Location"] == "/queue/":
        raise RuntimeError(f"Take next answered {answer.status}")


def ratio(name: str, sides: list[Callable[[], object]]) -> bool:
    """Ask the smaller and the larger side in turns, print a line, and say whether the target is met."""
    few, many = sides
    for _ in range(WARM_UP):
        few()
        many()
    pairs = [(timed(few), timed(many)) for _ in range(ROUNDS)]
    small, large = ([one * 1000 for one in times] for times in zip(*pairs, strict=True))
    ratio = statistics.median(large) / statistics.median(small)
    late = "" if ratio <= TARGET else "  BEYOND"
    print(
        f"{name:34} {ratio:5.2f} ×   p50 {statistics.median(large):4.0f} and {statistics.median(small):4.0f} ms, "
        f"p95 {_p95(large):4.0f} and {_p95(small):4.0f} ms{late}",
        flush=True,
    )
    return ratio <= TARGET


def _p95(times: list[float]) -> float:
    return statistics.quantiles(times, n=20)[-1]


if __name__ == "__main__":
    print(f"The queue at 1,000,000 claims against 10,000, 5,000 open in both (target {TARGET} ×)")
    sys.exit(not run())
