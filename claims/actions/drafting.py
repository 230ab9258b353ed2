"""Preparing a claim: what a partner's people do before it is submitted."""

from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from accounts.models import Partner
from claims.actions.door import Act, act
from claims.actions.proving import grows_by, receive
from claims.actions.settling import filled, gone
from claims.converting import price
from claims.duplicates import fingerprint
from claims.filling import origins_of
from claims.meanwhile import merge, told_by
from claims.models import Claim, Expense
from claims.permissions import PARTNER_ROLES, partner_people, roles_of
from claims.workflow import BY_VERB, wrong_role
from documents.models import Document
from documents.stored import StoredUpload
from history.actions import record
from lifecycle import ActionRefused, Verdict, clock
from programs.guidebooks.holding import in_force_for
from programs.meanwhile import REMOVED, require_same
from programs.models import ActivityTypeVersion, UsagePeriod
from programs.rules import draft_window


@transaction.atomic
def create(
    partner: Partner,
    period: UsagePeriod,
    activity: ActivityTypeVersion,
    title: str,
    *,
    user: Any,
    **facts: Any,
) -> Claim:
    """Start a draft of one activity in one usage period, under the guidebook in force now.

    `facts`: days, place and the like, where known already.
    Raises ActionRefused for a person without the right, or outside the window of R2.
    """
    place = {"partner": partner, "program": period.program, "period": period, "activity": activity}
    return _start(Claim(title=title, **place, **facts), user)


@transaction.atomic
def copy(source: Claim, period: UsagePeriod, activity: ActivityTypeVersion, *, user: Any) -> Claim:
    """Start a draft with the words of another claim; invoices and proofs belong to their own activity."""
    claim = Claim(
        partner=source.partner,
        program=period.program,
        period=period,
        activity=activity,
        title=source.title,
        description=source.description,
        place=source.place,
    )
    return _start(claim, user, verb="copy", source=source.number or source.title)


def _start(claim: Claim, user: Any, verb: str = "create", **params: Any) -> Claim:
    at = clock.now()
    if not roles_of(user, claim) & PARTNER_ROLES:
        raise ActionRefused(Verdict(False, wrong_role(BY_VERB[verb]), forbidden=True))
    if not draft_window(claim.period, claim.partner).contains(at):
        raise ActionRefused(_("Drafts of this usage period can be made from its first day to the deadline."))
    claim.owner, claim.created_at, claim.changed_at = user, at, at
    claim.guidebook = in_force_for(claim.period, at)
    claim.save(force_insert=True)
    record(claim, f"claim.{verb}", actor=user, at=at, **params)
    return claim


def edit_activity(claim_id: int, *, user: Any, seen: Mapping[str, str] | None = None, **facts: Any) -> Claim:
    """Write title, days, place, description, own reference, owner. `seen`: marks of what the person saw.

    What only somebody else changed meanwhile stays; where nothing is new, nothing happened. Raises Overtaken
    where both changed the same, and ActionRefused for an owner who does not work on the program.
    """
    with act(claim_id, "edit", user) as one:
        stored = {name: getattr(one.claim, name) for name in facts}
        with told_by(one.claim, "activity", "owner"):
            facts = merge(stored, facts, seen or {})
        changed = {name for name, value in facts.items() if value != stored[name]}
        if "owner" in changed and facts["owner"] not in partner_people(one.claim):
            raise ActionRefused(_("This person does not work on this program for your company."))
        if not changed:
            return one.claim
        one.move(**facts)
        if changed - {"owner"}:
            one.note(what="activity")
        if "owner" in changed:
            one.note(what="owner")
    return one.claim


def save_expense(
    claim_id: int,
    expense: Expense,
    *,
    user: Any,
    upload: StoredUpload | None = None,
    kept: Document | None = None,
    seen: Mapping[str, str] | None = None,
) -> Expense:
    """Add or change an invoice line.

    expense: validated by its form, bound to the claim; upload: its file as it just arrived;
    kept: a file that outlived an earlier, failing form; seen: marks of what the person saw of the line.
    Raises Overtaken where somebody else changed the same meanwhile.

    The amount claimed is the net amount in the program's currency, a foreign one at the newest known
    rate until it is submitted (R4, R13). The fingerprint says which invoice it is (R18).
    """
    with act(claim_id, "edit", user) as one:
        if seen:
            _agree(one, expense, upload or kept, seen)
        if upload or kept:
            before = next((line.document for line in one.claim.expenses.all() if line == expense), None)
            expense.document = receive(one, upload, more=grows_by(one.claim, before)) if upload else kept
        price(expense, one.claim, one.at)
        expense.origins = origins_of(expense)
        expense.fingerprint = fingerprint(expense.vendor, expense.invoice_number)
        if expense.pk is None:
            last = one.claim.expenses.order_by("position").last()
            expense.position = last.position + 1 if last else 1
        expense.save()
        one.move()
        one.note(what="invoice", name=f"{expense.vendor} {expense.invoice_number}", line=expense.public_id)
        if upload or kept:
            filled(one, expense, expense.document)
    return expense


def _agree(one: Act, line: Expense, sent: StoredUpload | Document | None, seen: Mapping[str, str]) -> None:
    """Give the typed line what only somebody else changed of it meanwhile."""
    stored = one.claim.expenses.select_related("document", "kind").filter(pk=line.pk).first()
    if stored is None:
        raise ActionRefused(REMOVED)
    typed: dict[str, Any] = {name: getattr(line, name) for name in seen if name != "file"}
    now = {name: getattr(stored, name) for name in typed} | {"file": stored.document}
    with told_by(one.claim, "invoice", line=line.public_id):
        agreed = merge(now, typed | ({"file": sent} if sent else {}), seen)
    for name in typed:
        setattr(line, name, agreed[name])
    line.position, line.document = stored.position, stored.document


#: What a page that asks whether a line should go shows of it.
SHOWN = ("vendor", "invoice_number", "invoice_date", "kind", "description", "net", "tax", "document")


def remove_expense(
    claim_id: int, expense: Expense, *, user: Any, seen: Mapping[str, str] | None = None
) -> None:
    """Take an invoice line out of a draft; its file stays stored. `seen`: marks of SHOWN, as the person saw it.

    Raises Overtaken where somebody else changed it meanwhile.
    """
    with act(claim_id, "edit", user) as one:
        expense = one.claim.expenses.get(pk=expense.pk)
        if seen:
            with told_by(one.claim, "invoice", line=expense.public_id):
                require_same({name: getattr(expense, name) for name in SHOWN}, seen)
        name = f"{expense.vendor} {expense.invoice_number}"
        gone(one, expense)
        expense.delete()
        one.move()
        one.note(what="invoice_removed", name=name, line=expense.public_id)


def delete(claim_id: int, *, user: Any) -> None:
    """Delete a draft that was never submitted; its history stays."""
    with act(claim_id, "delete", user) as one:
        one.note(title=one.claim.title)
        one.claim.proofs.all().delete()
        one.claim.expenses.all().delete()
        one.claim.delete()
