"""The task list of a draft: each part with its state in words (design 4.1)."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from claims.models import Claim, Expense, Proof
from claims.readiness import Finding, Section
from documents.enums import State
from documents.models import Document
from programs.enums import RequirementKind
from programs.money import format_money
from programs.requirements import unmet


@dataclass(frozen=True)
class Task:
    """One row: `page` is the name of its URL, tone and status are the badge's."""

    page: str
    title: str
    status: str
    tone: str
    hint: str = ""


def tasks(claim: Claim, found: list[Finding]) -> list[Task]:
    """The rows of a draft's home, in order, from what readiness found; load the claim with `for_page()`."""
    rows = [_activity(claim, found), _invoices(claim, found), _work(claim, found)]
    rows += [_proof(claim, found)] if requirements_of(claim, RequirementKind.EVIDENCE) else []
    rows += [_results(claim, found)] if requirements_of(claim, RequirementKind.METRIC) else []
    return [*rows, _check(found)]


def requirements_of(claim: Claim, kind: RequirementKind) -> list[Any]:
    """The claim's requirements of one kind, in the catalogue's order."""
    return [one for one in claim.rules.requirements.all() if one.kind == kind]


def total_in_words(claim: Claim) -> str:
    """The sum of the lines, as money in the reader's language."""
    return _in_words(claim, claim.expenses.all())


def _in_words(claim: Claim, lines: Iterable[Expense]) -> str:
    total = sum((line.amount for line in lines), start=Decimal(0))
    return format_money(total, claim.currency, get_language() or "en")


def _activity(claim: Claim, found: list[Finding]) -> Task:
    own = _of(found, Section.ACTIVITY)
    started = bool(claim.first_day or claim.description or claim.place)
    return _row("claim_activity", _("Activity"), own, started=started, hint=str(claim.activity))


def _invoices(claim: Claim, found: list[Finding]) -> Task:
    lines = claim.invoices
    hint = ngettext("%(count)s invoice, %(total)s", "%(count)s invoices, %(total)s", len(lines)) % {
        "count": len(lines),
        "total": _in_words(claim, lines),
    }
    files = [line.document for line in lines if line.document]
    own = _of(found, Section.INVOICES)
    return _row(
        "claim_invoices",
        _("Invoices"),
        own,
        started=bool(lines),
        optional=bool(claim.work_items.all()),
        files=files,
        hint=hint if lines else "",
    )


def _work(claim: Claim, found: list[Finding]) -> Task:
    lines = claim.certified_lines
    files = {line.document for line in lines if line.document}
    hint = _("Certified: %(total)s") % {"total": _in_words(claim, lines)} if lines else ""
    own = _of(found, Section.WORK)
    started = bool(claim.work_items.all())
    return _row("claim_work", _("In-house work"), own, started=started, optional=True, files=files, hint=hint)


def _proof(claim: Claim, found: list[Finding]) -> Task:
    given = _given(claim, RequirementKind.EVIDENCE)
    files = [one.document for one in given if one.document]
    asked = bool(unmet(requirements_of(claim, RequirementKind.EVIDENCE), {}))
    own = _of(found, Section.PROOF)
    return _row("claim_proof", _("Proof"), own, started=bool(given), files=files, optional=not asked)


def _results(claim: Claim, found: list[Finding]) -> Task:
    given = _given(claim, RequirementKind.METRIC)
    asked = bool(unmet(requirements_of(claim, RequirementKind.METRIC), {}))
    own = _of(found, Section.RESULT)
    return _row("claim_results", _("Result figures"), own, started=bool(given), optional=not asked)


def _given(claim: Claim, kind: RequirementKind) -> list[Proof]:
    return [one for one in claim.proofs.all() if one.requirement and one.requirement.kind == kind]


def _check(found: list[Finding]) -> Task:
    """What is wrong with the money is said here: no other row is about it."""
    missing = _blocking(found)
    rest = [one for one in found if one.section in {Section.MONEY, Section.PAYEE}]
    if missing:
        money = all(one.section is Section.MONEY for one in missing)
        hint = _first(rest) if money else _("When the rest is done")
        return Task("claim_check", _("Check and submit"), _("Not yet"), "neutral", hint)
    return Task("claim_check", _("Check and submit"), _("Ready"), "info", _first(rest))


def _row(
    page: str,
    title: str,
    found: list[Finding],
    *,
    started: bool,
    optional: bool = False,
    files: Iterable[Document] = (),
    hint: str = "",
) -> Task:
    missing = _blocking(found)
    if not started:
        status = _("Optional") if optional else _("Not started")
        return Task(page, title, status, "neutral", hint or _first(missing))
    if missing:
        status = ngettext("%(count)s thing missing", "%(count)s things missing", len(missing))
        return Task(page, title, status % {"count": len(missing)}, "attention", _first(missing))
    checked = sum(1 for document in files if document.state == State.PENDING)
    if checked:
        status = ngettext("%(count)s file being checked", "%(count)s files being checked", checked)
        return Task(page, title, status % {"count": checked}, "progress", hint)
    if found:
        status = ngettext("%(count)s thing to look at", "%(count)s things to look at", len(found))
        return Task(page, title, status % {"count": len(found)}, "info", _first(found))
    return Task(page, title, _("Done"), "success", hint)


def _of(found: list[Finding], section: Section) -> list[Finding]:
    return [one for one in found if one.section is section]


def _blocking(found: list[Finding]) -> list[Finding]:
    return [one for one in found if one.blocks]


def _first(found: list[Finding]) -> str:
    return str(found[0].words) if found else ""
