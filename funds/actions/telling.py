"""Who hears what of an import; the words stand in templates/emails/."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from accounts.models import User
from funds.earnings.querysets import CONFIRMING
from funds.models import EarningsImport
from notifications.actions.sending import send
from programs.permissions import people_of


def tell_waiting(imported: EarningsImport, at: datetime, *, reversal: bool = False) -> None:
    """Managers and payers of the program but the one who asks: a second person is needed."""
    asking = imported.reversal_asked_by if reversal else imported.sent_by
    facts = _facts(imported) | {"reversal": reversal, "by": str(asking)}
    for person in _second_people(imported, asking):
        send("earnings_waiting", to=person, subject=imported, key=at.isoformat(), at=at, **facts)


def tell_failed(
    imported: EarningsImport, at: datetime, *, wrong: int = 0, words: str = "", by: str = ""
) -> None:
    """Who brought it in, or asked to take it back: it goes no further, and why.

    wrong: rows to correct; words: what somebody said, or why it can no longer be taken back.
    """
    person = imported.reversal_asked_by or imported.sent_by
    facts = _facts(imported) | {"wrong": wrong, "words": words, "by": by}
    send("earnings_failed", to=person, subject=imported, key=at.isoformat(), at=at, **facts)


def tell_done(imported: EarningsImport, at: datetime) -> None:
    """Both people: it is applied, or taken back."""
    reversal = imported.reversed_by is not None
    both = (imported.reversal_asked_by, imported.reversed_by) if reversal else ()
    facts = _facts(imported) | {"reversal": reversal}
    for person in both or (imported.sent_by, imported.confirmed_by):
        send("earnings_done", to=person, subject=imported, key=at.isoformat(), at=at, **facts)


def _second_people(imported: EarningsImport, asking: Any) -> Iterable[User]:
    found = {one.pk: one for role in CONFIRMING for one in people_of([imported.program_id], role)}
    return [one for one in found.values() if one != asking]


def _facts(imported: EarningsImport) -> dict[str, Any]:
    return {
        "public_id": imported.public_id,
        "name": imported.name,
        "program": imported.program.name,
        "rows": imported.rows_total,
    }
