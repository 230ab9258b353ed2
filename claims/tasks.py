from datetime import datetime, timedelta

from accounts.actions.admins import ask_for_a_second_admin
from claims import pacing
from claims.actions import (
    calling,
    certifying,
    lettering,
    looking_over,
    refused,
    sheets,
    summarising,
    ticking,
)
from claims.actions import together as joint
from claims.actions.reminding import disputes, drafts, originals, periods, promises, requests, retention
from claims.models import Certification, Claim, Letter, Sheet, Summary, Together
from documents.models import Document
from documents.storage import StorageAway
from funds.actions.ledger import forfeit_overdue
from funds.reminding import tell_of_money_left
from outbox.jobs import TryLater, job
from outbox.ticks import declare
from programs.models import Extension

#: Previews take seconds; where many wait, minutes.
TEXT_COMES_AFTER = timedelta(minutes=1)


#: Once a minute: what the clock owes, in this order: nothing is said of a claim that ends in the same tick.
tick = declare(
    "claims.tick",
    ticking.expire_drafts,
    ticking.lapse_requests,
    ticking.leave_decisions,
    ticking.free_rests,
    forfeit_overdue,
    calling.lapse_calls,
    drafts.remind_of_deadlines,
    drafts.tell_of_expired,
    tell_of_money_left,
    periods.tell_what_closes,
    periods.tell_what_closed,
    requests.remind_of_requests,
    disputes.remind_of_disputes,
    originals.remind_of_calls,
    promises.warn_of_promises,
    retention.tell_of_retention,
    retention.release_originals,
    ask_for_a_second_admin,
    pacing.measure,
    ticking.rescan_files,
)


@job("claims.file_settled")
def file_settled(document: int, at: datetime) -> None:
    settled = Document.objects.get(pk=document)
    ticking.file_settled(settled)
    refused.promise_to_tell(settled, at)
    looking_over.promise_for(settled, at)


@job(refused.TELL)
def tell_refused(claim: int, at: datetime) -> None:
    for found in Claim.objects.for_acting().filter(pk=claim):  # a draft may be deleted by now
        refused.tell(found, at)


@job(looking_over.LOOK_OVER)
def look_over(claim: int, at: datetime) -> None:
    if looking_over.look_over(claim, at):
        raise TryLater("Text of its files is still to come.", after=TEXT_COMES_AFTER)


@job(certifying.WRITE)
def write_certification(certification: int, at: datetime) -> None:
    signed = Certification.objects.select_related("claim__partner", "claim__program", "signed_by")
    try:
        certifying.write(signed.get(pk=certification), at)
    except StorageAway as away:
        raise TryLater(str(away)) from away


@job(summarising.WRITE)
def write_summary(summary: int, at: datetime) -> None:
    submitted = Summary.objects.select_related("claim__partner", "submitted_by")
    try:
        summarising.write(submitted.get(pk=summary), at)
    except StorageAway as away:
        raise TryLater(str(away)) from away


@job(lettering.WRITE)
def write_letter(letter: int, at: datetime) -> None:
    left = Letter.objects.select_related("decision__claim__partner", "decision__by")
    try:
        lettering.write(left.get(pk=letter), at)
    except StorageAway as away:
        raise TryLater(str(away)) from away


@job(sheets.CHECK)
def check_sheet(sheet: int, at: datetime) -> None:
    sheets.read(Sheet.objects.select_related("partner", "sent_by").get(pk=sheet), at)


@job(sheets.MAKE)
def make_drafts(sheet: int, at: datetime) -> None:
    sheets.make(Sheet.objects.select_related("partner", "started_by").get(pk=sheet), at)


@job(joint.CARRY_OUT)
def submit_together(together: int, at: datetime) -> None:
    joint.carry_out(Together.objects.select_related("asked_by").get(pk=together))


@job("claims.extension_granted")
def extension_granted(extension_id: int, at: datetime) -> None:
    ticking.extension_granted(Extension.objects.get(pk=extension_id), at)
