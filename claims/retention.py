"""How long files of claims are kept (R15), which are past that, and why some are needed nevertheless."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from functools import reduce
from operator import or_
from typing import Any

from dateutil.relativedelta import relativedelta
from django.db.models import Exists, F, Model, OuterRef, Q, QuerySet

from claims.enums import OPEN_STATES, ClaimState
from claims.models import Claim, Expense, Letter, OriginalsCall, Proof, Summary
from documents import purging
from documents.enums import Kept
from documents.models import Document
from programs.enums import VendorRole
from programs.models import Program
from review.models import Request

#: R15: how long after the activity's last day every document of a submitted claim is kept.
RETENTION = relativedelta(months=24)
#: A claim in one of these still needs its files.
UNFINISHED = (ClaimState.EDITING, *OPEN_STATES)
#: Who reads the lists; who makes one; who may be the second person.
READING = (VendorRole.MANAGER, VendorRole.APPROVER, VendorRole.AUDITOR)
MAKING = (VendorRole.MANAGER,)
AGREEING = (VendorRole.MANAGER, VendorRole.APPROVER)
#: What names a file, and the way from there to its claim; a room above adds its own by `kept_for`.
USING: dict[type[Model], str] = {
    Expense: "claim",
    Proof: "claim",
    Summary: "claim",
    Letter: "decision__claim",
}


def kept_for(model: type[Model], claim: str) -> None:
    """From now on files that rows of `model` name are kept, and deleted, like all others of the claim."""
    USING[model] = claim


def keep_until(claim: Claim) -> date:
    """R15: 24 calendar months after the activity's last day; a month's end clamps (29 February → 28).

    Raises ValueError for a claim without days, which is never a submitted one.
    """
    if claim.last_day is None:
        raise ValueError("A claim without days is not kept until any.")
    return claim.last_day + RETENTION


def answered_for(user: Any, *roles: VendorRole) -> QuerySet[Claim]:
    """Claims of the programs in which the person holds one of the roles, their own company's left out (R8)."""
    return Claim.objects.filter(program__in=Program.objects.with_role(user, *roles)).outside_company_of(user)


def past_retention(program: Program, user: Any, at: datetime) -> QuerySet[Document]:
    """The dry run: files used in this program that can be deleted now, longest past their retention first.

    All claims that use them are finished, without an open request or call for originals, and in programs the
    person manages.
    """
    requests = Request.objects.open().filter(subject_kind=Claim.SUBJECT_KIND, subject_id=OuterRef("pk"))
    calls = OriginalsCall.objects.open().filter(claim=OuterRef("pk"))
    needed = Claim.objects.filter(Q(state__in=UNFINISHED) | Exists(requests) | Exists(calls))
    others = Claim.objects.exclude(pk__in=answered_for(user, *MAKING).values("pk"))
    found = purging.candidates(at).filter(_used_by(Claim.objects.filter(program=program)))
    return found.exclude(_used_by(needed)).exclude(_used_by(others))


def _used_by(claims: QuerySet[Claim]) -> Q:
    """Documents that one of these claims uses."""
    ids = claims.values("pk")
    uses_of = (
        model._default_manager.filter(document=OuterRef("pk"), **{f"{claim}__in": ids})
        for model, claim in USING.items()
    )
    return reduce(or_, (Q(Exists(found)) for found in uses_of))


def needed(user: Any, *roles: VendorRole) -> purging.InUse:
    """What asks why claims need some files, for a person who answers for programs in one of these roles."""

    def in_use(documents: Sequence[Document]) -> dict[int, str]:
        uses = list(_uses(documents))
        ids = {claim for _document, claim, _state in uses}
        mine = set(answered_for(user, *roles).filter(pk__in=ids).values_list("pk", flat=True))
        about = Request.objects.open().filter(subject_kind=Claim.SUBJECT_KIND, subject_id__in=ids)
        called = OriginalsCall.objects.open().filter(claim__in=ids)
        asked = {*about.values_list("subject_id", flat=True), *called.values_list("claim", flat=True)}
        found: dict[int, str] = {}
        for document, claim, state in uses:
            if why := _why(claim in mine, claim in asked, state):
                found.setdefault(document, why)
        return found

    return in_use


def _why(mine: bool, asked: bool, state: str) -> str:
    if not mine:
        return Kept.ELSEWHERE
    if asked:
        return Kept.REQUEST
    return Kept.IN_USE if state in UNFINISHED else ""


def _uses(documents: Iterable[Document]) -> Iterable[tuple[int, int, str]]:
    """(document, claim, the claim's state), for every use."""
    wanted = list(documents)
    for model, claim in USING.items():
        found = model._default_manager.filter(document__in=wanted)
        yield from found.values_list("document_id", f"{claim}_id", F(f"{claim}__state"))
