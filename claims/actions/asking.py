"""Asking a colleague for a document of a draft, and the colleague's answers (R7)."""

from datetime import date
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from claims.actions.door import Act, act, locked
from claims.actions.drafting import save_expense
from claims.actions.proving import add_file, receive
from claims.actions.settling import end, given, open_asks, tell_asker
from claims.asks import due_of, thing_of
from claims.models import Ask, Expense
from claims.models.ask import AskState
from claims.permissions import colleagues, is_asked, may_call_off
from documents.stored import StoredUpload
from lifecycle import ActionRefused
from notifications.actions.sending import send
from programs.models import Requirement
from programs.rules import deadline_for, end_of_day, local_day

NOT_A_COLLEAGUE = _("This person does not work on this program for your company.")
ASKED_ALREADY = _("%(name)s is asked for this already. You need not ask twice.")
DAY_OVER = _("Choose a day from today to the deadline.")
ENDED = _("This is not asked for any more.")


def ask(
    claim_id: int,
    *,
    user: Any,
    asked: Any,
    words: str,
    place: Requirement | Expense | None = None,
    wished_for: date | None = None,
) -> Ask:
    """Ask a colleague of the same location for the document of a slot, of a line, or for what the words say.

    Raises ActionRefused for somebody without rights there, for a day after the deadline, and where the same
    colleague is asked for the same already. The colleague gets one mail.
    """
    with act(claim_id, "ask", user) as one:
        found = Ask(claim=one.claim, asked=asked, by=user, at=one.at, words=words, wished_for=wished_for)
        found.requirement = place if isinstance(place, Requirement) else None
        found.expense = place if isinstance(place, Expense) else None
        _require_sense(one, found)
        found.save(force_insert=True)
        one.move()
        one.note(asked=str(asked), thing=thing_of(found), words=words)
        _tell(one, found)
    return found


def _require_sense(one: Act, ask: Ask) -> None:
    if ask.asked not in colleagues(one.claim, one.user):
        raise ActionRefused(NOT_A_COLLEAGUE, {"asked": NOT_A_COLLEAGUE})
    zone, deadline = one.claim.program.zone, deadline_for(one.claim.period, one.claim.partner)
    early = ask.wished_for and ask.wished_for < local_day(one.at, zone)
    if early or (ask.wished_for and end_of_day(ask.wished_for, zone) > deadline):
        raise ActionRefused(DAY_OVER, {"wished_for": DAY_OVER})
    same = open_asks(one.claim).filter(asked=ask.asked, requirement=ask.requirement, expense=ask.expense)
    same = same if ask.requirement or ask.expense else same.filter(words=ask.words)
    if same.exists():
        told = ASKED_ALREADY % {"name": ask.asked}
        raise ActionRefused(told, {"asked": told})


def _tell(one: Act, ask: Ask) -> None:
    facts: dict[str, Any] = {
        "title": one.claim.title,
        "public_id": one.claim.public_id,
        "ask_id": ask.public_id,
        "by": str(one.user),
        "words": ask.words,
        "due": due_of(ask).isoformat(),
        "wished": bool(ask.wished_for),
        "zone": one.claim.program.zone,
        **thing_of(ask),
    }
    void_at = deadline_for(one.claim.period, one.claim.partner)
    how: dict[str, Any] = {"key": str(ask.pk), "at": one.at, "void_at": void_at}
    send("document_asked", to=ask.asked, subject=one.claim, **how, **facts)


def give(ask: Ask, upload: StoredUpload, *, user: Any) -> None:
    """Send the file that is asked for to where it belongs; that ends the question.

    More files may follow into the same slot. Raises ActionRefused for anybody but the one who was asked,
    and AlreadyHere where the slot's claim has the same bytes.
    """
    require_mine(ask, user)
    if ask.requirement:
        add_file(ask.claim_id, ask.requirement, upload, user=user)
    elif ask.expense_id:
        with transaction.atomic():
            line = locked(ask.claim_id).expenses.get(pk=ask.expense_id)
            save_expense(ask.claim_id, line, user=user, upload=upload)
    else:
        with act(ask.claim_id, "give", user) as one:
            found = _open(one, ask)
            given(one, found, receive(one, upload))
            one.move()


def require_mine(ask: Ask, user: Any) -> None:
    """Raise ActionRefused unless this person is asked, and still may give it."""
    if not (verdict := is_asked(user, ask)):
        raise ActionRefused(verdict)
    more = ask.state == AskState.GIVEN and ask.requirement_id
    if not ask.is_open and not more:
        raise ActionRefused(ENDED)


def _open(one: Act, ask: Ask) -> Ask:
    """The question as it is now. Raises ActionRefused where it has ended."""
    found = open_asks(one.claim).filter(pk=ask.pk).first()
    if found is None:
        raise ActionRefused(ENDED)
    return found


def decline(ask: Ask, reason: str, *, user: Any) -> None:
    """Say why it cannot be given; the one who asked gets one mail."""
    with act(ask.claim_id, "decline", user) as one:
        if not (verdict := is_asked(user, ask)):
            raise ActionRefused(verdict)
        found = _open(one, ask)
        end(one, found, AskState.DECLINED, answer=reason)
        tell_asker(one, found)
        one.move()


def call_off(ask: Ask, *, user: Any) -> None:
    """Take a question back: the one who asked, or an incentives admin."""
    with act(ask.claim_id, "call_off", user) as one:
        if not (verdict := may_call_off(user, ask)):
            raise ActionRefused(verdict)
        end(one, _open(one, ask), AskState.WITHDRAWN)
        one.move()
