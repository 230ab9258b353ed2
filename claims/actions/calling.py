"""What the clock does about calls for originals (R16): a recovery is due where nobody answered."""

from datetime import datetime

from claims.actions.ticking import by_clock
from claims.models import OriginalsCall


def lapse_calls(at: datetime) -> int:
    """At the due instant a call that nobody answered makes a recovery due. Returns how many claims."""
    due = OriginalsCall.objects.due(at).values_list("claim", flat=True)
    return by_clock("call_lapses", due)
