"""What holds after each fault: nothing acknowledged is lost, nobody is told twice, the money adds up."""

import json
import time
from collections import Counter, defaultdict
from contextlib import suppress
from itertools import groupby

from django.db import connection
from django.db.models import Q

from claims.models import Letter, Summary
from documents.enums import State
from documents.models import Document
from faults.client import Acts, Broken
from faults.portal import MAIL
from faults.scene import Scene
from faults.sink import MAILS
from funds.models import Fund
from history.chain import first_break_in
from history.models import Event
from lifecycle import clock
from notifications.models import WAITING, Message
from outbox.models import Job
from tests.funds.sums import assert_totals_are_the_sums

DRAINED_WITHIN_SECONDS = 180
#: This one is meant to be set aside.
FAILS = "faults.always_fails"


def taken() -> Counter[str]:
    """How often the mail server took each Message-ID."""
    with suppress(FileNotFoundError):
        return Counter(json.loads(line)["id"] for line in (MAIL / MAILS).read_text().splitlines())
    return Counter()


def left() -> str:
    """What still waits to be done, or ""."""
    at = clock.now()
    now = Q(due_at__lte=at) | Q(must_arrive=True)
    counts = {
        "jobs": Job.objects.open().filter(due_at__lte=at).count(),
        "files": Document.objects.filter(state=State.PENDING).count(),
        "mails": Message.objects.filter(now, state__in=WAITING).count(),
    }
    return ", ".join(f"{count} {name}" for name, count in counts.items() if count)


def check(scene: Scene) -> str:
    """Wait until all is done, then look at every promise. Raises Broken with what is not kept."""
    connection.close()
    began = time.monotonic()
    scene.until(lambda: not left(), DRAINED_WITHIN_SECONDS, "The queues are not drained")
    drained = time.monotonic() - began
    mails = taken()
    wrong = [*_acts(scene.acts), *_mails(mails, scene.acts), *_records(), *scene.sampler.lies()]
    if wrong:
        raise Broken("; ".join(wrong[:8]))
    twice = sum(1 for count in mails.values() if count > 1)
    acts = scene.acts
    return (
        f"{len(acts.submitted)} submits, {len(acts.uploaded)} files, {len(acts.decided)} decisions so far, "
        f"{acts.again} pressed again; {len(mails)} mails, {twice} of them twice under one Message-ID; "
        f"drained {drained:.0f} s after"
    )


def _acts(acts: Acts) -> list[str]:
    """Each has its event once, its document, its scan."""
    found = []
    for code, claims in (("claim.submit", acts.submitted), ("claim.leave", acts.decided)):
        events = Counter(Event.objects.filter(code=code).values_list("subject_id", flat=True))
        found += [f"claim {pk} has {events[pk]} events {code}" for pk in claims if events[pk] != 1]
    clean = dict(Document.objects.filter(state=State.CLEAN).values_list("sha256", "pk"))
    found += [
        f"a file that was acknowledged is not ready: {sha}" for sha in acts.uploaded if sha not in clean
    ]
    settled = Counter(Event.objects.filter(code="document.settled").values_list("subject_id", flat=True))
    found += [f"document {pk} was settled {count} times" for pk, count in settled.items() if count != 1]
    written = set(Summary.objects.exclude(document=None).values_list("claim", flat=True))
    found += [f"claim {pk} has no summary" for pk in acts.submitted if pk not in written]
    letters = set(Letter.objects.exclude(document=None).values_list("decision__claim", flat=True))
    return found + [f"claim {pk} has no letter" for pk in acts.decided if pk not in letters]


def _mails(mails: Counter[str], acts: Acts) -> list[str]:
    """Each act's arrived, everything said to be sent was taken, and no reminder twice."""
    sent, found = defaultdict(set), []
    for message in Message.objects.filter(subject_kind="claim"):
        if mails[message.message_id]:
            sent[message.kind].add(message.subject_id)
    for kind, claims in (("claim_submitted", acts.submitted), ("claim_decided", acts.decided)):
        found += [f"claim {pk}: nobody got {kind}" for pk in claims if pk not in sent[kind]]
    for message in Message.objects.all():
        count = mails[message.message_id]
        if message.state == "SENT" and not count:
            found.append(f"message {message.pk} ({message.kind}) is SENT and never arrived")
        if count > 1 and not message.must_arrive:
            found.append(f"message {message.pk} ({message.kind}) came {count} times")
    unknown = len(mails.keys() - set(Message.objects.values_list("message_id", flat=True)))
    return found + ([f"{unknown} mails have a Message-ID nobody knows"] if unknown else [])


def _records() -> list[str]:
    """Every chain is whole, every fund adds up, nothing good was set aside."""
    found = []
    events = Event.objects.order_by("subject_kind", "subject_id", "number").iterator()
    for subject, chain in groupby(events, key=lambda event: (event.subject_kind, event.subject_id)):
        if broken := first_break_in(list(chain)):
            found.append(f"the history of {subject} breaks at {broken.number}")
    for fund in Fund.objects.all():
        try:
            assert_totals_are_the_sums(fund)
        except AssertionError as error:
            found.append(f"fund {fund.pk} does not add up: {error}")
    aside = Job.objects.exclude(set_aside_at=None).exclude(task=FAILS)
    return found + [f"{job} was set aside: {job.error}" for job in aside]
