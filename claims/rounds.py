"""The requests of a claim, one round after the other, each with what was given for its items."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from claims.answers import Answer, answers_by_request
from claims.models import Claim
from review.models import Request


@dataclass(frozen=True)
class Round:
    """One request. `number`: which round of asking it is, from 1; 0 where it was closed before anybody needed it."""

    request: Request
    answers: list[Answer]
    number: int

    @property
    def words(self) -> str:
        """First, second and third round in words, later ones by number; "" for one that does not count."""
        named = {0: "", 1: _("First round"), 2: _("Second round"), 3: _("Third round")}
        return named[self.number] if self.number in named else _("Round %(number)s") % {"number": self.number}

    @property
    def is_closed(self) -> bool:
        """Answered, or its time ran out: what was given is sent."""
        return not self.request.is_open and self.number > 0


def rounds_of(claim: Claim) -> list[Round]:
    """Every request of a claim loaded with `for_page()`, oldest first; one query, and two more where there is any."""
    requests = list(Request.objects.about(claim).prefetch_related("made_by", "answered_by"))
    answers = answers_by_request(claim, requests) if requests else {}
    rounds, number = [], 0
    for request in requests:
        counts = request.lapsed_at is None or request.ran_out
        number += counts
        rounds.append(Round(request, answers.get(request.pk, []), number if counts else 0))
    return rounds


def open_round(rounds: list[Round]) -> Round | None:
    """The one that waits for an answer."""
    return next((one for one in rounds if one.request.is_open), None)
