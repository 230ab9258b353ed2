"""What a fault plays in: the portal, its people, a load, and what was acknowledged."""

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from datetime import datetime

from django.db import Error, connection

from claims.actions import deciding, leaving, reviewing
from claims.enums import ClaimState
from claims.models import Claim
from faults import story
from faults.client import Acts, Anna, Broken, Browser
from faults.pace import Pace
from faults.portal import Portal
from faults.sampler import Sampler
from lifecycle import clock
from outbox.models import Job
from tests.factories import claims as make
from tests.factories.people import People

#: Of the claims of a load: every third gets a file more, every fifth is decided.
UPLOADS, DECISIONS = 3, 5
#: So many jobs may wait while people act.
BACKLOG = 20


@dataclass
class Scene:
    """One for all faults of a run."""

    portal: Portal
    people: People
    sampler: Sampler
    pace: Pace
    acts: Acts = field(default_factory=Acts)

    def anna(self) -> Anna:
        """Anna, signed in just now."""
        return Anna(Browser(self.portal.port, self.people.anna), self.acts)

    def submit(self, number: int) -> list[Claim]:
        """So many claims, one after the other."""
        anna, made = self.anna(), story.drafts(self.people, number)
        for claim in made:
            anna.submit(claim)
        return made

    def breathe(self) -> None:
        """Nobody acts faster than the workers work: what waits after a fault is there because of the fault."""
        end = time.monotonic() + 60
        with suppress(Error):
            while Job.objects.open().count() > BACKLOG and time.monotonic() < end:
                time.sleep(0.2)

    @contextmanager
    def load(self) -> Iterator[None]:
        """People submit, send files and decide, while the block lasts. Raises Broken where they were told wrong."""
        load = Load(self)
        load.start()
        try:
            yield
        finally:
            load.stop()
        if load.error:
            raise load.error

    def decide(self, claim_id: int) -> None:
        """Rita takes it, decides and does not wait; she goes on from where it stands after a fault."""
        end = time.monotonic() + 90
        while time.monotonic() < end:
            try:
                if self._decided(claim_id):
                    self.acts.decided.append(claim_id)
                    return
            except Exception:  # the database is away; the next round sees how far it got
                connection.close()
                time.sleep(0.5)
        raise Broken(f"Claim {claim_id} could not be decided for 90 seconds")

    def _decided(self, claim_id: int) -> bool:
        claim, rita = Claim.objects.get(pk=claim_id), self.people.rita
        if claim.state == ClaimState.SUBMITTED:
            reviewing.take(claim.pk, user=rita)
        elif claim.decisions.leaving().exists():
            leaving.leave(claim.pk, user=rita)
        elif claim.state == ClaimState.UNDER_REVIEW:
            deciding.decide(claim.pk, make.outcomes(claim), "", user=rita)
        return claim.state == ClaimState.APPROVED

    def until(self, true: Callable[[], bool], seconds: float, what: str) -> float:
        """Wait for it with a fresh look each time; the seconds it took. Raises Broken with the words."""
        began = time.monotonic()
        while not true():
            if time.monotonic() - began > seconds:
                raise Broken(f"{what}, after {seconds:.0f} seconds")
            time.sleep(0.3)
            connection.close()
        return time.monotonic() - began

    def now_is(self, at: datetime) -> None:
        """Put the portal's clock there, for all processes."""
        connection.close()
        clock.shift(clock.moved_by() + (at - clock.now()))


class Load(threading.Thread):
    """Claims that are submitted, sent files for and decided until it is stopped."""

    def __init__(self, scene: Scene) -> None:
        super().__init__(daemon=True)
        self.scene, self.error, self._stop_asked = scene, None, threading.Event()

    def run(self) -> None:
        """One act after the other; the drafts are there before the fault begins to bite."""
        try:
            self._work()
        except Exception as error:
            self.error = error
        finally:
            connection.close()

    def _work(self) -> None:
        anna, number = self.scene.anna(), 0
        while not self._stop_asked.wait(self.scene.pace.rest):
            number += 1
            self.scene.breathe()
            claim = self._draft()
            if claim is None:
                continue
            if number % UPLOADS == 0:
                anna.upload(claim)
            anna.submit(claim)
            if number % DECISIONS == 0 and number % UPLOADS:
                self.scene.decide(claim.pk)

    def _draft(self) -> Claim | None:
        """A new draft; none while the database is away."""
        try:
            return story.drafts(self.scene.people, 1)[0]
        except Exception:
            connection.close()
            return None

    def stop(self) -> None:
        """After the act that is under way."""
        self._stop_asked.set()
        self.join(120)
