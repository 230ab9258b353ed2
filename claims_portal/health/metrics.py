"""What Prometheus reads: requests as this machine's web processes answered them, and figures of the database.

The figures are read when somebody asks for them, so that each web server says the same, and workers need no
address of their own. Requests are counted by view, never by address: addresses hold what is nobody's business.
"""

from collections.abc import Iterator
from typing import Any

from django.conf import settings
from prometheus_client import CollectorRegistry, Histogram, generate_latest
from prometheus_client.core import GaugeMetricFamily
from prometheus_client.multiprocess import MultiProcessCollector

from claims_portal.health.figures import Figures, Waiting
from claims_portal.health.services import FIGURES, ask_all

OWN = CollectorRegistry()
REQUESTS = Histogram(
    "portal_request_seconds",
    "Requests by view, method and status, and how long they took",
    ["view", "method", "status"],
    buckets=(0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10),
    registry=OWN,
)


def count_request(view: str, method: str, status: int, seconds: float) -> None:
    """One request that was answered."""
    known = method if method in {"GET", "HEAD", "POST"} else "other"
    REQUESTS.labels(view, known, str(status)).observe(seconds)


def text() -> bytes:
    """All of it, as Prometheus reads it."""
    requests = OWN
    if settings.METRICS_FOLDER:
        requests = CollectorRegistry()
        MultiProcessCollector(requests, settings.METRICS_FOLDER)
    known = CollectorRegistry()
    known.register(_Known(ask_all()))
    return generate_latest(requests) + generate_latest(known)


class _Known:
    """The services and the database's figures as gauges."""

    def __init__(self, answers: dict[str, tuple[bool, Any]]) -> None:
        self.answers = answers

    def collect(self) -> Iterator[GaugeMetricFamily]:
        up = {(name,): int(answered) for name, (answered, _told) in self.answers.items() if name != FIGURES}
        yield _gauge("portal_service_up", "Whether a service answers", up, "service")
        known: Figures | None = self.answers[FIGURES][1]
        if known:
            yield from _figures(known)


def _figures(known: Figures) -> Iterator[GaugeMetricFamily]:
    yield from _both("jobs", "Jobs that are due", known.jobs)
    yield _gauge("portal_jobs_set_aside", "Jobs somebody has to look at", {(): known.jobs_set_aside})
    yield from _both("mails", "Mails that are due", known.mails)
    mails = {(state,): count for state, count in known.mails_last_day.items()}
    yield _gauge("portal_mails_last_day", "Messages written within a day, by state", mails, "state")
    yield from _both("documents", "Files that wait for their checks", known.documents)
    ages = {(name,): one.seconds_ago for name, one in known.ticks.items() if one.seconds_ago is not None}
    yield _gauge("portal_tick_seconds_ago", "Seconds since a tick last began", ages, "tick")
    failing = {(name,): len(one.failing) for name, one in known.ticks.items()}
    yield _gauge("portal_tick_failing_parts", "Parts of a tick that failed in its last run", failing, "tick")


def _both(what: str, words: str, one: Waiting) -> Iterator[GaugeMetricFamily]:
    yield _gauge(f"portal_{what}_waiting", words, {(): one.count})
    yield _gauge(f"portal_{what}_oldest_seconds", f"{words}: the oldest", {(): one.oldest_seconds})


def _gauge(name: str, words: str, values: dict[tuple[str, ...], int], *labels: str) -> GaugeMetricFamily:
    family = GaugeMetricFamily(name, words, labels=labels)
    for of, value in values.items():
        family.add_metric(of, value)
    return family
