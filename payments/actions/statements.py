"""Bank statements (R17): brought in by a payer, read by a worker, and what they say done, each booking once.

An entry's lock comes first, then those of its payment. Killed at half, the worker goes on with what has no finding.
"""

import base64
import hashlib
from datetime import datetime
from typing import Any

from django.db import IntegrityError, connection, transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, override

from accounts import vault
from history.actions import record
from lifecycle import ActionRefused, Verdict, clock
from outbox.actions import enqueue
from payments.actions import recovering, settling, telling
from payments.enums import UNMATCHED, Found, PaymentStage, StatementFormat, StatementState
from payments.models import Payment, Recovery, Statement, StatementEntry
from payments.statements import camt053, csv
from payments.statements.booking import Contents, Unreadable, fingerprints
from payments.statements.matching import in_order, references_in
from payments.table.settling import ENDED
from programs.enums import VendorRole
from programs.permissions import held_roles

READ = "payments.read_statement"
#: Bytes of a file: more than 20,000 bookings need.
LARGEST = 20 * 1024 * 1024
#: First half of the advisory lock's key: bookings, by their fingerprint.
LOCK_SPACE = 7310
#: These say what became of their payment.
MATCHED = (Found.PAID, Found.FAILED, Found.RETURNED, Found.SETTLED)
SAY_WHY = gettext_lazy("Say how you know. It stays with the entry.")
NOT_OPEN = gettext_lazy("This entry is settled already.")


class AlreadyImported(ActionRefused):
    """The same file was brought in before: `statement`."""

    def __init__(self, statement: Statement) -> None:
        self.statement = statement
        words = _("This file was imported already, by %(person)s: see “%(name)s” among the statements.")
        sentence = words % {"person": statement.imported_by, "name": statement.name}
        super().__init__(sentence, {"file": sentence})


def require_payer(user: Any) -> None:
    """An account serves all programs: payers of any bring statements in. Raises ActionRefused for others."""
    if not any(one.role == VendorRole.PAYER for one in held_roles(user)):
        raise ActionRefused(Verdict(False, _("Only payers may do this."), forbidden=True))


def receive(content: bytes, name: str, writing: str, *, user: Any) -> Statement:
    """Keep a file, sealed, until a worker has read it. writing: the language of amounts and days in a table.

    Raises ActionRefused for others than payers, AlreadyImported for the same file, also where two send it at once.
    """
    require_payer(user)
    digest, at = hashlib.sha256(content).hexdigest(), clock.now()
    kept = {"file": base64.b64encode(content).decode(), "writing": writing}
    try:
        with transaction.atomic():
            made = Statement.objects.create(
                format=_format(content),
                name=name[:200],
                content=vault.seal(kept),
                sha256=digest,
                imported_by=user,
                imported_at=at,
            )
            record(made, "payments.import_statement", actor=user, at=at, name=made.name, sha256=digest)
            enqueue(READ, at=at, statement=made.pk)
    except IntegrityError as error:
        earlier = (
            Statement.objects.defer("content").select_related("imported_by").filter(sha256=digest).first()
        )
        if earlier is None:
            raise
        raise AlreadyImported(earlier) from error
    return made


def _format(content: bytes) -> StatementFormat:
    """XML begins with a pointed bracket, in whatever encoding; everything else is taken for a table."""
    head = content[:64].lstrip(b"\xef\xbb\xbf\xff\xfe\x00 \r\n\t")
    return StatementFormat.CAMT053 if head.startswith(b"<") else StatementFormat.CSV


def read(statement: Statement, at: datetime) -> None:
    """Understand a statement, then do what it says; called again after a crash it goes on where it stopped.

    Why it cannot be read is written in the language of who imported it.
    """
    if statement.state == StatementState.READING:
        with override(statement.imported_by.language):
            try:
                _keep(statement.pk, _contents(statement))
            except Unreadable as error:
                _refuse(statement.pk, str(error), at)
    waiting = StatementEntry.objects.filter(statement=statement, found="")
    for entry in in_order(waiting):
        look_at(entry.pk)
    telling.unmatched(Statement.objects.defer("content").get(pk=statement.pk), at)


def _contents(statement: Statement) -> Contents:
    kept = vault.unseal(bytes(statement.content))
    content = base64.b64decode(kept["file"])
    if statement.format == StatementFormat.CAMT053:
        return camt053.read(content)
    return csv.read(content, kept["writing"])


@transaction.atomic
def _keep(statement_id: int, contents: Contents) -> None:
    """Its bookings as entries, all or none."""
    statement = Statement.objects.select_for_update().defer("content").get(pk=statement_id)
    if statement.state != StatementState.READING:
        return
    pairs = zip(contents.bookings, fingerprints(contents.bookings), strict=True)
    StatementEntry.objects.bulk_create(
        StatementEntry(
            statement=statement,
            position=position,
            incoming=one.incoming,
            amount=one.amount,
            currency=one.currency,
            booked_on=one.booked_on,
            reference=one.reference,
            bank_reference=one.bank_reference,
            fault_code=one.fault_code,
            words=one.words,
            fingerprint=fingerprint,
        )
        for position, (one, fingerprint) in enumerate(pairs, start=1)
    )
    statement.state, statement.bank_id = StatementState.READ, contents.bank_id
    statement.account_digits = contents.account_digits
    statement.save(update_fields=["state", "bank_id", "account_digits"])


@transaction.atomic
def _refuse(statement_id: int, fault: str, at: datetime) -> None:
    statement = Statement.objects.select_for_update().defer("content").get(pk=statement_id)
    if statement.state != StatementState.READING:
        return
    statement.state, statement.fault = StatementState.UNREADABLE, fault[:400]
    statement.save(update_fields=["state", "fault"])
    record(statement, "payments.refuse_statement", actor=None, at=at, fault=fault[:400])


@transaction.atomic
def look_at(entry_id: int) -> None:
    """Find what one entry is about, and do it; nothing where that was done."""
    entry = StatementEntry.objects.select_for_update(of=("self",)).get(pk=entry_id)
    if entry.found:
        return
    _alone_with(entry.fingerprint)
    if earlier := _known(entry):
        _write(entry, Found.KNOWN, earlier.payment_id)
        return
    payment = payment_of(entry)
    if payment is None:
        _write(entry, Found.UNKNOWN_REFERENCE, None)
        return
    try:
        found = settling.by_bank(payment.pk, entry)
    except ActionRefused:
        found = Found.WRONG_MOMENT
    _write(entry, found, payment.pk)


def payment_of(entry: StatementEntry) -> Payment | None:
    """By the reference carried end to end, else by the only one in the text; several are none."""
    for references in references_in(entry.reference, entry.words):
        found = list(Payment.objects.filter(reference__in=references)[:2]) if references else []
        if len(found) == 1:
            return found[0]
    return None


def _known(entry: StatementEntry) -> StatementEntry | None:
    alike = StatementEntry.objects.filter(fingerprint=entry.fingerprint).exclude(pk=entry.pk)
    return alike.exclude(found__in=("", Found.KNOWN)).first()


def _alone_with(fingerprint: str) -> None:
    """Until the end of the transaction: of the same booking in two files that are read at once one waits."""
    with connection.cursor() as cursor:
        number = int(fingerprint[:8], 16) - 2**31
        cursor.execute("SELECT pg_advisory_xact_lock(%s, %s)", [LOCK_SPACE, number])


def _write(entry: StatementEntry, found: Found, payment_id: int | None, **changes: Any) -> None:
    changes = {"found": found, "payment_id": payment_id, **changes}
    for name, value in changes.items():
        setattr(entry, name, value)
    entry.save(update_fields=[name.removesuffix("_id") for name in changes])


def set_aside(entry_id: int, note: str, *, user: Any) -> None:
    """Not ours, or clarified elsewhere: nothing moves. Raises ActionRefused without a note, and where it is settled."""
    with transaction.atomic():
        entry = _open_entry(entry_id, note, user)
        _settle(entry, note, user, None, "set_aside")


def tie(entry_id: int, reference: str, note: str, *, user: Any) -> None:
    """It is about the payment of this reference, in full: done as if the bank had said so.

    Raises ActionRefused: for an amount that differs, a payment that is in no state for it, who may not.
    """
    with transaction.atomic():
        entry = _open_entry(entry_id, note, user)
        seen = Payment.objects.visible_to(user).filter(reference__iexact=reference.strip())
        payment = seen.first()
        if payment is None:
            words = _("There is no payment of this reference that you see.")
            raise ActionRefused(words, {"reference": words})
        if (payment.amount, payment.currency) != (entry.amount, entry.currency):
            words = _(
                "The amount is another: nothing is moved. Clarify it with the bank, then set the entry aside."
            )
            raise ActionRefused(words, {"reference": words})
        if not _proves(entry, payment):
            settling.by_hand(payment.pk, entry, user=user)
        _settle(entry, note, user, payment, "tie")


def _proves(entry: StatementEntry, payment: Payment) -> bool:
    """Whether two people said already what the bank says now: then the entry is the proof, and nothing moves."""
    said = ENDED if entry.incoming else (PaymentStage.PAID,)
    others = StatementEntry.objects.filter(payment=payment, incoming=entry.incoming, found__in=MATCHED)
    return payment.stage in said and not others.exists()


def tie_to_recovery(entry_id: int, recovery: Recovery, note: str, *, user: Any) -> None:
    """The money that came in repays a recovery. Raises ActionRefused."""
    with transaction.atomic():
        entry = _open_entry(entry_id, note, user)
        if not entry.incoming or entry.currency != recovery.currency:
            raise ActionRefused(_("Only money that came in, in the same currency, repays a recovery."))
        name = entry.bank_reference or entry.reference or f"{entry.statement.name} {entry.position}"
        recovering.note_repayment(recovery.pk, entry.amount, entry.booked_on, name[:100], user=user)
        _settle(entry, note, user, None, "tie")


def _open_entry(entry_id: int, note: str, user: Any) -> StatementEntry:
    require_payer(user)
    if not note.strip():
        raise ActionRefused(SAY_WHY, {"note": SAY_WHY})
    found = (
        StatementEntry.objects.select_related("statement").select_for_update(of=("self",)).get(pk=entry_id)
    )
    if found.found not in UNMATCHED:
        raise ActionRefused(NOT_OPEN)
    return found


def _settle(entry: StatementEntry, note: str, user: Any, payment: Payment | None, verb: str) -> None:
    at = clock.now()
    facts = {"settled_by": user, "settled_at": at, "note": note.strip()[:400]}
    seemed = payment or entry.payment
    _write(entry, Found.SETTLED, payment.pk if payment else None, **facts)
    statement = Statement.objects.defer("content").select_for_update().get(pk=entry.statement_id)
    told = {
        "position": entry.position,
        "note": facts["note"],
        "reference": seemed.reference if seemed else "",
    }
    record(statement, f"payments.{verb}_entry", actor=user, at=at, **told)
