"""Bringing in earnings and adjustments of a program: a sheet, or one row by hand; and dropping what is not applied."""

import hashlib
from typing import Any

from django.db import IntegrityError, transaction
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from documents.sheets.found import TEXT
from funds.actions.checking import settle, write_rows
from funds.actions.door import act
from funds.actions.telling import tell_failed
from funds.earnings.checking import Sent
from funds.earnings.columns import CODES
from funds.earnings.states import LIVE
from funds.models import EarningsImport
from history.actions import record
from lifecycle import ActionRefused, clock
from outbox.actions import enqueue
from programs.models import Program
from programs.permissions import may_manage

CHECK = "funds.check_earnings"


@transaction.atomic
def receive(program: Program, content: bytes, name: str, writing: str, *, user: Any) -> EarningsImport:
    """Keep a sheet of earnings and promise that a worker checks it. `writing`: whose rules its amounts follow.

    Raises ActionRefused for anybody but a manager of the program, and for a file that was sent already.
    """
    if not (verdict := may_manage(user, program)):
        raise ActionRefused(verdict)
    at, digest = clock.now(), hashlib.sha256(content).hexdigest()
    try:
        with transaction.atomic():
            imported = EarningsImport.objects.create(
                program=program,
                name=name[:150],
                content=content,
                sha256=digest,
                writing=writing,
                sent_by=user,
                sent_at=at,
            )
    except IntegrityError:
        raise ActionRefused(_already(program, digest)) from None
    record(imported, "earnings.send", actor=user, at=at, name=name[:150], sha256=digest)
    enqueue(CHECK, at=at, imported=imported.pk)
    return imported


def _already(program: Program, digest: str) -> str:
    known = EarningsImport.objects.filter(program=program, sha256=digest, state__in=LIVE)
    before = known.select_related("sent_by").defer("content").get()
    words = _("The same file was sent already, by %(person)s on %(day)s. It is: %(state)s.")
    day = f"{before.sent_at:%Y-%m-%d}"
    return words % {"person": before.sent_by, "day": day, "state": before.get_state_display()}


@transaction.atomic
def propose(program: Program, given: dict[str, str], *, user: Any) -> EarningsImport:
    """One adjustment by hand: an import of one row, checked at once, that waits for a second person.

    given: by code of a column what stands under it; the key is the portal's. Raises ActionRefused for anybody
    but a manager of the program, and with what is wrong by column.
    """
    if not (verdict := may_manage(user, program)):
        raise ActionRefused(verdict)
    at = clock.now()
    writing = (get_language() or "en").split("-")[0]
    imported = EarningsImport.objects.create(
        program=program, by_hand=True, writing=writing, sent_by=user, sent_at=at, rows_total=1
    )
    record(imported, "earnings.send", actor=user, at=at)
    said = given | {"currency": program.currency, "key": f"hand-{imported.public_id}"}
    cells = [[TEXT if said.get(code) else "", said.get(code, "")] for code in CODES]
    write_rows(imported, [Sent(1, list(CODES), cells)], at)
    if wrong := imported.rows.wrong().first():
        language = get_language() or "en"
        problems = {code: words.get(language, words["en"]) for code, words in wrong.problems}
        raise ActionRefused(_("This cannot be adjusted like that."), fields=problems)
    settle(imported, at)
    imported.refresh_from_db(fields=["state"])
    return imported


def drop(import_id: int, reason: str, *, user: Any) -> EarningsImport:
    """It is not applied and never will be; who brought it in is told why by anybody else. Raises ActionRefused."""
    with act(import_id, "drop", user) as one:
        if not reason.strip():
            raise ActionRefused(_("Say why."), fields={"reason": _("Say why.")})
        one.move(dropped_by=user, reason=reason.strip())
        one.note(reason=reason.strip())
        if user.pk != one.imported.sent_by_id:
            tell_failed(one.imported, one.at, words=reason.strip(), by=str(user))
    return one.imported
