"""The mail server is away, says "later", or says "never" to one address."""

import json
import time

from accounts.models import Membership
from faults import story
from faults.client import Broken
from faults.portal import MAIL
from faults.scene import Scene
from faults.sink import ANSWERS, REFUSED
from notifications.enums import MessageState
from notifications.models import WAITING, Message, Unreachable

#: After the last fault a mail rests as long as its pauses say: a minute, then two.
GONE_WITHIN_SECONDS = 240
GONE = "550 5.1.1 No such person"


def troubled(scene: Scene) -> str:
    """8. SMTP away, then 4xx, then 5xx for one address."""
    away = _away(scene)
    later = _later(scene)
    never = _never(scene)
    return f"away for {away} acts; 451 to {later} tries; 550 to one of two people, asked {never} time"


def _away(scene: Scene) -> int:
    """Mails wait, and are not lost."""
    scene.portal.kill("mail")
    acts = len(_acts(scene))
    scene.portal.run("mail")
    _gone(scene)
    return acts


def _later(scene: Scene) -> int:
    _answer({"*": "451 4.3.2 Come back later"})
    before = _refused()
    _acts(scene)
    asked = _refused() - before
    _answer({})
    _gone(scene)
    if not asked:
        raise Broken("Nobody was told to come back later")
    return asked


def _never(scene: Scene) -> int:
    """One address is given up and marked; the other people get theirs, and nobody asks for it again."""
    person = story.another_admin(scene.people, "Gone")
    _answer({person.email: GONE})
    before = _refused()
    _acts(scene)
    _gone(scene)
    theirs = set(Message.objects.filter(to=person).values_list("state", flat=True))
    asked = _refused() - before
    Membership.objects.filter(user=person).delete()
    _answer({})
    if theirs != {MessageState.FAILED, MessageState.WITHHELD} or asked != 1:
        raise Broken(f"Mails to an address that does not exist are {theirs}, after {asked} tries")
    if not Unreachable.objects.filter(address=person.email).exists():
        raise Broken("The address is not marked")
    return asked


def _acts(scene: Scene) -> list[int]:
    """Submits for a third of the time."""
    end, done = time.monotonic() + scene.pace.mail_seconds / 3, []
    while time.monotonic() < end:
        done += [claim.pk for claim in scene.submit(1)]
        time.sleep(5 * scene.pace.rest)
    return done


def _gone(scene: Scene) -> None:
    """Everything is sent that can be."""
    waiting = Message.objects.filter(state__in=WAITING, must_arrive=True)
    scene.until(lambda: not waiting.exists(), GONE_WITHIN_SECONDS, "Mails still wait")


def _answer(answers: dict[str, str]) -> None:
    (MAIL / ANSWERS).write_text(json.dumps(answers))


def _refused() -> int:
    file = MAIL / REFUSED
    return len(file.read_text().splitlines()) if file.exists() else 0
