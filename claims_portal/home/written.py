"""Messages of the program that wait for the partner's answer."""

from accounts.models import Partner, User
from claims.enums import DRAFT_STATES
from claims.models import Claim
from review.models import Message


def written_to(user: User, partner: Partner) -> list[tuple[Claim, Message]]:
    """Of each claim the person may see, the last message without an answer, longest waiting first; two queries."""
    claims = Claim.objects.of_partner(user, partner).exclude(state__in=DRAFT_STATES)
    waiting = Message.objects.of_kind(Claim).unanswered().filter(from_staff=True)
    last = {
        one.subject_id: one for one in waiting.filter(subject_id__in=claims.values("pk")).select_related("by")
    }
    found = claims.only("public_id", "number", "title").in_bulk(list(last)) if last else {}
    return [(found[pk], message) for pk, message in last.items()]
