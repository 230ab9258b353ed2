"""A sheet of drafts: sent by a person, checked by a worker, and its good rows made drafts, each exactly once."""

from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.utils.translation import get_language, override
from django.utils.translation import gettext as _

from accounts.models import Partner
from claims.actions import drafting, proving
from claims.enums import RowState, SheetState
from claims.models import Claim, Expense, Sheet, SheetRow
from claims.sheets.checking import Checked, check
from claims.sheets.columns import COLUMNS, MOST
from claims.sheets.offers import Offers
from documents.sheets import reading
from documents.sheets.headings import headings
from lifecycle import ActionRefused, Verdict, clock
from outbox.actions import enqueue
from programs.models import ActivityTypeVersion

CHECK = "claims.check_sheet"
MAKE = "claims.make_drafts"
#: Rows of one transaction while checking, and of one job while making drafts: other work gets its turn between.
CHECKED_AT_ONCE = 250
MADE_AT_ONCE = 50


@transaction.atomic
def receive(partner: Partner, content: bytes, name: str, writing: str, *, user: Any) -> Sheet:
    """Keep a sheet until a worker has read it. `writing`: whose rules its amounts and days follow.

    Raises ActionRefused for who does not work for the location.
    """
    if not partner.memberships.filter(user=user).exists():
        raise ActionRefused(Verdict(False, _("Only people of the company may do this."), forbidden=True))
    at = clock.now()
    sheet = Sheet.objects.create(
        partner=partner,
        name=name[:150],
        sent_by=user,
        sent_at=at,
        writing=writing,
        language=get_language() or "en",
        content=content,
    )
    enqueue(CHECK, at=at, sheet=sheet.pk)
    return sheet


def read(sheet: Sheet, at: datetime) -> None:
    """Check every row of a sheet; called again after a crash it goes on where it stopped.

    What is wrong is written in the language of who sent it.
    """
    if sheet.state != SheetState.READING:
        return
    with override(sheet.language):
        try:
            codes, rows = _rows_of(bytes(sheet.content or b""))
        except reading.SheetUnreadable as error:
            _settle(sheet, state=SheetState.UNREADABLE, problem=str(error))
            return
        offers = Offers(sheet.sent_by, sheet.partner, at)
        checked = [check(line, codes, cells, offers, sheet.writing) for line, cells in rows]
        _refuse_twins(checked)
        _write_rows(sheet, checked)
    _settle(sheet, state=SheetState.CHECKED)


def _rows_of(content: bytes) -> tuple[list[str], list[tuple[int, list[list[str]]]]]:
    """The codes of the columns and the rows below. Raises SheetUnreadable."""
    (_line, head), *rows = reading.read(content, MOST)
    codes = headings(COLUMNS, head)
    if not rows:
        raise reading.SheetUnreadable(_("There is no row below the first line."))
    return codes, rows


def _settle(sheet: Sheet, **changes: Any) -> None:
    """What was sent is read now: only the rows stay."""
    Sheet.objects.filter(pk=sheet.pk, state=SheetState.READING).update(content=None, **changes)


def _refuse_twins(checked: list[Checked]) -> None:
    """The second of two rows that say the same is no draft of its own."""
    first: dict[str, int] = {}
    for one in checked:
        if not one.problems and (line := first.setdefault(one.fingerprint, one.line)) != one.line:
            words = _("The same as line %(line)s. Is it another activity? Then give it another reference.")
            one.problems.append(("", words % {"line": line}))


def _write_rows(sheet: Sheet, checked: list[Checked]) -> None:
    there = set(sheet.rows.values_list("line", flat=True))
    Sheet.objects.filter(pk=sheet.pk).update(rows_total=len(checked))
    for start in range(0, len(checked), CHECKED_AT_ONCE):
        batch = [one for one in checked[start : start + CHECKED_AT_ONCE] if one.line not in there]
        with transaction.atomic():
            known = _known(sheet.partner, [one.fingerprint for one in batch if not one.problems])
            used = _used_references(sheet.partner, [one.facts.get("own_reference", "") for one in batch])
            SheetRow.objects.bulk_create([_row(sheet, one, known, used) for one in batch])
            done = min(start + CHECKED_AT_ONCE, len(checked))
            Sheet.objects.filter(pk=sheet.pk).update(rows_done=done)


def _row(sheet: Sheet, one: Checked, known: dict[str, int], used: dict[str, str]) -> SheetRow:
    reference = one.facts.get("own_reference", "")
    row = SheetRow(
        sheet=sheet,
        line=one.line,
        cells=one.cells,
        facts=one.facts if not one.problems else {},
        fingerprint=one.fingerprint if not one.problems else "",
        own_reference=reference,
        state=RowState.WRONG if one.problems else RowState.GOOD,
        problems=one.problems,
    )
    if row.state == RowState.GOOD and row.fingerprint in known:
        row.state, row.claim_id = RowState.KNOWN, known[row.fingerprint]
    elif row.state == RowState.GOOD and reference in used:
        row.state, row.problems = RowState.WRONG, [("own_reference", _changed(used[reference]))]
    return row


def _made(partner: Partner) -> Any:
    """Rows of the location's sheets that became drafts which are still there."""
    return SheetRow.objects.filter(sheet__partner=partner, state=RowState.CREATED, claim__isnull=False)


def _known(partner: Partner, fingerprints: list[str]) -> dict[str, int]:
    """The claim of each of these rows that was made before."""
    rows = _made(partner).filter(fingerprint__in=fingerprints)
    return dict(rows.values_list("fingerprint", "claim_id"))


def _used_references(partner: Partner, references: list[str]) -> dict[str, str]:
    """References that drafts of earlier sheets have, with the name of one of these."""
    rows = _made(partner).filter(own_reference__in=[one for one in references if one])
    return dict(rows.values_list("own_reference", "claim__title"))


def _changed(title: str) -> str:
    words = _(
        "A row with this reference is the draft “%(title)s” already, and said something else. "
        "Change that draft, or give this row another reference."
    )
    return words % {"title": title}


@transaction.atomic
def start(sheet_id: int, *, user: Any) -> Sheet:
    """Promise drafts of all good rows; a second press promises nothing more. Raises ActionRefused."""
    sheet = Sheet.objects.visible_to(user).select_for_update(of=("self",)).filter(pk=sheet_id).first()
    if sheet is None:
        raise ActionRefused(Verdict(False, _("Only people of the company may do this."), forbidden=True))
    if sheet.state in (SheetState.CREATING, SheetState.DONE):
        return sheet
    good = sheet.rows.filter(state=RowState.GOOD).count()
    if sheet.state != SheetState.CHECKED or not good:
        raise ActionRefused(_("There is no row in this sheet that could become a draft now."))
    at = clock.now()
    sheet.state, sheet.started_by, sheet.started_at = SheetState.CREATING, user, at
    sheet.rows_done, sheet.rows_total = 0, good
    sheet.save(update_fields=["state", "started_by", "started_at", "rows_done", "rows_total"])
    enqueue(MAKE, at=at, sheet=sheet.pk)
    return sheet


def make(sheet: Sheet, at: datetime) -> None:
    """Make drafts of the next good rows and promise the rest; called again it makes none twice."""
    if sheet.state != SheetState.CREATING:
        return
    waiting = sheet.rows.filter(state=RowState.GOOD)
    offers = Offers(sheet.started_by, sheet.partner, at)
    with override(sheet.language):
        for pk in list(waiting.values_list("pk", flat=True)[:MADE_AT_ONCE]):
            _make_one(sheet, pk, offers)
    with transaction.atomic():
        left = waiting.count()
        Sheet.objects.filter(pk=sheet.pk).update(
            rows_done=sheet.rows_total - left, state=SheetState.CREATING if left else SheetState.DONE
        )
        if left:
            enqueue(MAKE, at=at, sheet=sheet.pk)


@transaction.atomic
def _make_one(sheet: Sheet, pk: int, offers: Offers) -> None:
    """One row, one draft, one transaction. The location's lock keeps two sheets from making the same one."""
    Partner.objects.select_for_update(no_key=True).get(pk=sheet.partner_id)
    row = SheetRow.objects.select_for_update().get(pk=pk)
    if row.state != RowState.GOOD:
        return
    if known := _known(sheet.partner, [row.fingerprint]):
        row.state, row.claim_id = RowState.KNOWN, known[row.fingerprint]
    else:
        try:
            with transaction.atomic():
                row.claim = _draft(sheet, row.facts, offers)
            row.state = RowState.CREATED
        except ActionRefused as refused:
            row.state, row.problems = RowState.REFUSED, [("", str(refused.reason))]
    row.save(update_fields=["state", "problems", "claim"])


def _draft(sheet: Sheet, facts: dict[str, Any], offers: Offers) -> Claim:
    """Raises ActionRefused, also where what the row names is not open any more."""
    program = offers.find_program(facts["program"])
    period = offers.find_period(program, facts["period"]) if program else None
    activity = offers.find_activity(period, facts["activity"]) if period else None
    if program is None or period is None or activity is None:
        raise ActionRefused(_("The usage period or the kind of activity is not open to you any more."))
    given = {name: facts[name] for name in ("place", "description", "own_reference")}
    days = {name: date.fromisoformat(facts[name]) for name in ("first_day", "last_day") if facts[name]}
    claim = drafting.create(
        sheet.partner, period, activity, facts["title"], user=sheet.started_by, **given, **days
    )
    if facts["invoice"]:
        _invoice(claim, activity, facts["invoice"], offers, sheet.started_by)
    if facts["result"]:
        requirement = activity.requirements.get(key=facts["result"]["key"])
        proving.save_results(claim.pk, {requirement: facts["result"]["text"]}, user=sheet.started_by)
    return claim


def _invoice(
    claim: Claim, activity: ActivityTypeVersion, facts: dict[str, str], offers: Offers, user: Any
) -> None:
    kind = offers.find_kind(activity, facts["kind"])
    if kind is None:
        raise ActionRefused(_("The activity does not take this kind of expense any more."))
    line = Expense(
        claim=claim,
        kind=kind,
        vendor=facts["vendor"],
        invoice_number=facts["invoice_number"],
        invoice_date=date.fromisoformat(facts["invoice_date"]),
        currency=facts["currency"],
        net=Decimal(facts["net"]),
        tax=Decimal(facts["tax"]),
    )
    drafting.save_expense(claim.pk, line, user=user)
