"""A person's notices as they read them: in their language of today, whatever the mail was written in."""

from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from accounts.models import Partner
from claims.models import Claim
from funds.models import Fund
from notifications.enums import MessageState
from notifications.kinds import kind_of
from notifications.models import Message
from notifications.wording import facts_of, subject_of
from programs.words import deadline_in_words

#: What somebody may lose sight of, and who sees it. Of anything else its own page says who may.
SEEN: dict[str, Callable[[Any], Any]] = {
    Claim.SUBJECT_KIND: Claim.objects.visible_to,
    Fund.SUBJECT_KIND: Fund.objects.visible_to,
    Partner.SUBJECT_KIND: Partner.objects.of,
}
#: What became of the mail, where people should know.
MAIL: dict[str, Promise] = {
    MessageState.NOTICE: gettext_lazy("Not sent as a mail, as you wished."),
    MessageState.FAILED: gettext_lazy("The mail could not be delivered."),
    MessageState.WITHHELD: gettext_lazy("No mail was sent: your address cannot be reached."),
}


@dataclass(frozen=True)
class Row:
    """One notice. path: "" where there is nothing its reader may open; over: until when it held, where that is past."""

    notice: Message
    label: Promise
    title: str
    path: str
    unread: bool
    over: str
    mail: Promise | str


def rows_of(notices: list[Message], user: Any, at: datetime) -> list[Row]:
    """A page of notices in words; one query for each kind of subject on it."""
    seen = _seen(notices, user)
    return [_row(one, user, at, shown=seen(one)) for one in notices]


def _row(notice: Message, user: Any, at: datetime, *, shown: bool) -> Row:
    # Its reader is known: nothing has to be asked of the database.
    notice.to = user
    facts = facts_of(notice) if shown else {}
    past = notice.void_at is not None and notice.void_at <= at
    return Row(
        notice=notice,
        label=kind_of(notice.kind).label,
        title=subject_of(notice, facts)
        if shown
        else _("What this was about is gone, or no longer open to you."),
        path=facts.get("path", ""),
        unread=notice.read_at is None and not past,
        over=deadline_in_words(notice.void_at, user.zone, get_language() or "en") if past else "",
        mail=MAIL.get(notice.state, ""),
    )


def _seen(notices: list[Message], user: Any) -> Callable[[Message], bool]:
    """Whether its reader may still see what a notice is about."""
    ids = defaultdict(set)
    for one in notices:
        ids[one.subject_kind].add(one.subject_id)
    found = {
        kind: set(visible_to(user).filter(pk__in=ids[kind]).values_list("pk", flat=True))
        for kind, visible_to in SEEN.items()
        if kind in ids
    }
    return lambda one: one.subject_id in found.get(one.subject_kind, ids[one.subject_kind])
