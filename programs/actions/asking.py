"""A location asks for an extension with a reason, a manager answers (R1)."""

from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import Partner, User
from history.actions import record
from lifecycle import ActionRefused, Verdict, clock
from notifications.actions.sending import send
from programs import rules
from programs.actions.extending import about, grant_extension, locked, pointless, tell_answer
from programs.enums import Outcome, VendorRole
from programs.models import ExtensionRequest, UsagePeriod
from programs.permissions import admins_in, may_ask_for_extension, may_manage, people_of


def may_ask_now(period: UsagePeriod, partner: Partner, at: datetime) -> Verdict:
    """Whether a location may ask at this instant, whoever asks; rules.DAYS_TO_ASK after the deadline it is too late."""
    window = rules.asking_window(period, partner)
    if at < window.opens:
        return Verdict(False, _("This usage period has not begun yet."))
    words = _("An extension can be asked for until %(days)s days after the deadline. That time is over.")
    return Verdict(at < window.closes, words % {"days": rules.DAYS_TO_ASK})


@transaction.atomic
def ask_for_extension(
    period: UsagePeriod, partner: Partner, *, wished: date, reason: str, by: User
) -> ExtensionRequest:
    """Ask the program's managers for a later last day to submit, for one location (R1).

    Writes the request and the period's history, and tells the managers. Raises ActionRefused for anybody
    but the location's incentives admins, outside the time to ask, while a request is open, for a day that
    is not later than the deadline in force (field `wished_last_day`), and without a reason.
    """
    period = locked(period.pk)
    at = clock.now()
    if not (
        verdict := may_ask_for_extension(by, partner, period.program) and may_ask_now(period, partner, at)
    ):
        raise ActionRefused(verdict)
    _refuse_request(period, partner, wished, reason, at)
    facts = {"wished_last_day": wished, "reason": reason.strip(), "asked_by": by, "asked_at": at}
    request = ExtensionRequest.objects.create(period=period, partner=partner, **facts)
    _note(request, "programs.extension_asked", by, at, wished=wished, reason=request.reason)
    _tell_managers(request, at)
    return request


def _refuse_request(period: UsagePeriod, partner: Partner, wished: date, reason: str, at: datetime) -> None:
    if ExtensionRequest.objects.open().filter(period=period, partner=partner).exists():
        raise ActionRefused(_("Your location has asked already and waits for the answer."))
    if problem := pointless(period, partner, wished, at):
        raise ActionRefused(problem, fields={"wished_last_day": problem})
    if not reason.strip():
        words = _("Say why you need more time.")
        raise ActionRefused(words, fields={"reason": words})


@transaction.atomic
def withdraw_request(request: ExtensionRequest, *, by: User) -> ExtensionRequest:
    """Take an open request back. Raises ActionRefused for others than the location's admins and once it is answered."""
    request = _locked_request(request)
    at = clock.now()
    if not (verdict := may_ask_for_extension(by, request.partner, request.program)):
        raise ActionRefused(verdict)
    _refuse_answered(request)
    _close(request, Outcome.WITHDRAWN, "", by, at)
    _note(request, "programs.extension_withdrawn", by, at)
    return request


@transaction.atomic
def grant_request(request: ExtensionRequest, *, last_day: date, words: str, by: User) -> ExtensionRequest:
    """Grant a request, to the end of `last_day`; it may differ from the day that was wished.

    Does what `grant_extension` does, with the partner's reason. Raises ActionRefused where that does, and
    with who was faster where somebody has answered meanwhile.
    """
    request = _judged(request, by)
    grant_extension(
        request.period,
        partner=request.partner,
        last_day=last_day,
        reason=request.reason,
        by=by,
        words=words,
    )
    request.refresh_from_db()
    return request


@transaction.atomic
def refuse_request(request: ExtensionRequest, *, words: str, by: User) -> ExtensionRequest:
    """Refuse a request, with words for the partner. Raises ActionRefused as `grant_request`, and without words."""
    request = _judged(request, by)
    if not words.strip():
        problem = _("Say why you refuse.")
        raise ActionRefused(problem, fields={"words": problem})
    at = clock.now()
    _close(request, Outcome.REFUSED, words.strip(), by, at)
    _note(request, "programs.extension_refused", by, at, words=request.words)
    people = {*admins_in(request.partner, request.program), request.asked_by}
    tell_answer(request.period, request.partner, people, f"request {request.pk}", request.words, None, at)
    return request


def _judged(request: ExtensionRequest, by: User) -> ExtensionRequest:
    request = _locked_request(request)
    if not (verdict := may_manage(by, request.program)):
        raise ActionRefused(verdict)
    _refuse_answered(request)
    return request


def _locked_request(request: ExtensionRequest) -> ExtensionRequest:
    """As it is now. Everybody who changes one holds its period, so that lock is enough."""
    locked(request.period_id)
    return ExtensionRequest.objects.for_reading().get(pk=request.pk)


def _refuse_answered(request: ExtensionRequest) -> None:
    if request.is_open:
        return
    words = _("%(name)s was faster: %(outcome)s.")
    facts = {"name": request.answered_by, "outcome": request.get_outcome_display()}
    raise ActionRefused(words % facts)


def _close(request: ExtensionRequest, outcome: Outcome, words: str, by: User, at: datetime) -> None:
    request.outcome, request.words, request.answered_by, request.answered_at = outcome, words, by, at
    request.save(update_fields=["outcome", "words", "answered_by", "answered_at"])


def _note(request: ExtensionRequest, code: str, by: User, at: datetime, **params: object) -> None:
    """In the history of the period, which is locked."""
    record(request.period, code, actor=by, at=at, request=request.pk, partner=str(request.partner), **params)


def _tell_managers(request: ExtensionRequest, at: datetime) -> None:
    facts = about(request.period, request.partner) | {
        "request": request.pk,
        "public_id": request.public_id,
        "by": str(request.asked_by),
        "wished": request.wished_last_day.isoformat(),
        "words": request.reason,
        "deadline": rules.deadline_for(request.period, request.partner).isoformat(),
    }
    for manager in people_of([request.period.program_id], VendorRole.MANAGER):
        send(
            "extension_asked", to=manager, subject=request.period, key=f"request {request.pk}", at=at, **facts
        )
