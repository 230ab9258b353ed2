"""Asks /readyz all along, and compares what it said with what was true."""

import http.client
import json
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http import HTTPStatus
from typing import Any

EVERY_SECONDS = 0.4
#: A service has just gone or come: for so long either answer is right.
GRACE_SECONDS = 3.0
#: As long as a probe waits.
PATIENCE_SECONDS = 20


@dataclass(frozen=True)
class Sample:
    """One answer: what was away, None where nobody answered."""

    began: float
    ended: float
    away: frozenset[str] | None


@dataclass
class Span:
    """A time in which these services were away; others may be said to be away too."""

    away: frozenset[str]
    also: frozenset[str]
    began: float
    ended: float = field(default=float("inf"))


class Sampler(threading.Thread):
    """Polls until it is stopped."""

    def __init__(self, port: int) -> None:
        super().__init__(daemon=True)
        self.port, self.samples, self.spans = port, [], []
        self._stop_asked = threading.Event()

    def run(self) -> None:
        """Ask again and again."""
        while not self._stop_asked.wait(EVERY_SECONDS):
            began = time.monotonic()
            away = self.ask()
            self.samples.append(Sample(began, time.monotonic(), away))

    def stop(self) -> None:
        """Ask no more."""
        self._stop_asked.set()
        if self.is_alive():
            self.join(PATIENCE_SECONDS)

    def ask(self) -> frozenset[str] | None:
        """What is away just now, as the portal says; None: no answer."""
        status, said = self.report()
        if not said:
            return None
        return frozenset(said["away"]) | (set() if said["ready"] == (status == HTTPStatus.OK) else {"a lie"})

    def report(self) -> tuple[int, dict[str, Any]]:
        """The whole answer and its status; empty where nobody answers."""
        line = http.client.HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE_SECONDS)
        try:
            line.request("GET", "/readyz")
            answer = line.getresponse()
            return answer.status, json.load(answer)
        except (OSError, http.client.HTTPException, ValueError):
            return 0, {}
        finally:
            line.close()

    @contextmanager
    def away(self, *names: str, also: tuple[str, ...] = ()) -> Iterator[None]:
        """Within it these are away in truth; `also`: may be said to be away because of that, or not yet."""
        span = Span(frozenset(names), frozenset(also), time.monotonic())
        self.spans.append(span)
        try:
            yield
        finally:
            span.ended = time.monotonic()

    def lies(self) -> list[str]:
        """What was not true in the samples since the last call; forgets them."""
        samples, self.samples = self.samples, []
        found = [lie for sample in samples if (lie := self._lie(sample))]
        return sorted(set(found))

    def _lie(self, sample: Sample) -> str:
        """Why the answer was not true, or "" where it was, or where either answer was right."""
        near = [
            span
            for span in self.spans
            if span.began < sample.ended and sample.began < span.ended + GRACE_SECONDS
        ]
        if sample.away is None:
            return "" if any("web" in span.away for span in near) else "/readyz did not answer"
        allowed = frozenset().union(*(span.away | span.also for span in near))
        if wrong := sample.away - allowed:
            return f"/readyz said that {', '.join(sorted(wrong))} was away"
        whole = [s for s in near if s.began + GRACE_SECONDS < sample.began and sample.ended < s.ended]
        missing = frozenset().union(*(span.away for span in whole)) - sample.away - {"web"}
        return f"/readyz did not say that {', '.join(sorted(missing))} was away" if missing else ""
