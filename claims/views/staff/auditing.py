"""Pages of the auditors: is the history whole, and a random sample with its evidence."""

from collections.abc import Callable, Iterable
from functools import wraps

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from claims.chains import chains_of, named_breaks
from claims.enums import ClaimRole
from claims.forms.spans import SampleForm
from claims.models import Claim
from claims.packs import packs
from claims.sampling import population, sample
from claims.views.staff.reaching import Roles, on_claim
from history import verifying
from history.models import Verification
from lifecycle import ActionRefused, Verdict, clock
from lists.spreadsheets import MARK, line_of
from programs.enums import VendorRole
from programs.models import Program
from programs.money import quantise
from programs.permissions import held_roles
from programs.rules import local_day

#: How many verifications the page lists.
SHOWN = 10

View = Callable[..., HttpResponseBase]


def _auditing(view: View) -> View:
    """For auditors; for everybody else there is nothing here."""

    @login_required
    @wraps(view)
    def with_role(request: HttpRequest, *args: str, **kwargs: str) -> HttpResponseBase:
        if VendorRole.AUDITOR not in {one.role for one in held_roles(request.user)}:
            raise Http404
        return view(request, *args, **kwargs)

    return with_role


@require_safe
@_auditing
def audit(request: HttpRequest) -> HttpResponse:
    """When the history was verified and what was found; and where a sample is drawn."""
    found = list(Verification.objects.select_related("started_by")[:SHOWN])
    last = next((one for one in found if one.finished_at), None)
    context = {
        "verifications": found,
        "last": last,
        "breaks": named_breaks(last, request.user) if last else [],
        "running": any(one.finished_at is None for one in found[:1]),
        "form": _form(request, new=True),
    }
    return render(request, "claims/staff/audit.html", context)


@require_POST
@_auditing
def audit_verify(request: HttpRequest) -> HttpResponse:
    """Have the whole history verified by a worker; one at a time."""
    verifying.start(request.user, clock.now())
    messages.success(request, _("The history is being verified. This page shows how far it is."))
    return redirect("audit")


@require_safe
@on_claim
def review_verify(request: HttpRequest, claim: Claim, roles: Roles) -> HttpResponse:
    """Whether the history of one claim and of its files is whole, looked at now."""
    if ClaimRole.AUDITOR not in roles:
        raise ActionRefused(Verdict(False, _("Only auditors verify the history."), forbidden=True))
    chains = chains_of(claim)
    broken = [one for one in chains if one.broken]
    context = {"claim": claim, "chains": chains, "broken": broken, "at": clock.now()}
    return render(request, "claims/staff/verify.html", context)


@require_safe
@_auditing
def audit_sample(request: HttpRequest) -> HttpResponse:
    """The sample an address names, with all that is needed to draw it again."""
    form = _form(request)
    context = {"form": form}
    if form.is_valid():
        drawn, count = _drawn(request, form)
        context |= {"claims": drawn.for_lists(), "count": count, "query": request.GET.urlencode()}
    return render(request, "claims/staff/sample.html", context)


@require_safe
@_auditing
def audit_sample_list(request: HttpRequest) -> HttpResponse:
    """The same claims as CSV."""
    form = _form(request)
    if not form.is_valid():
        return redirect("audit")
    drawn, _count = _drawn(request, form)
    response = HttpResponse(_listing(drawn.for_lists()), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="sample.csv"'
    return response


@require_safe
@_auditing
def audit_sample_packs(request: HttpRequest) -> HttpResponseBase:
    """The evidence packs of all of them in one ZIP, sent while it is made."""
    form = _form(request)
    if not form.is_valid():
        return redirect("audit")
    drawn, _count = _drawn(request, form)
    headers = {
        "Content-Type": "application/zip",
        "Content-Disposition": 'attachment; filename="sample-evidence.zip"',
        "Cache-Control": "no-store",
    }
    if request.method == "HEAD":
        return HttpResponse(headers=headers)
    found = list(drawn.for_lists())
    pieces = packs([one.pk for one in found], _listing(found).encode(), request.user, clock.now())
    return StreamingHttpResponse(pieces, headers=headers)


def _form(request: HttpRequest, *, new: bool = False) -> SampleForm:
    """As an address names it; new: an offer to fill in."""
    programs = Program.objects.with_role(request.user, VendorRole.AUDITOR).order_by("pk")
    if not new:
        return SampleForm(request.GET, programs=programs)
    usual = SampleForm.usual(local_day(clock.now(), request.user.zone))
    return SampleForm(initial=usual | {"program": programs.first()}, programs=programs)


def _drawn(request: HttpRequest, form: SampleForm) -> tuple[QuerySet[Claim], int]:
    """Of a valid form: the claims in the order they were drawn, and of how many."""
    given = form.cleaned_data
    span = form.span(given["program"].zone)
    every = population(request.user, given["program"], *span)
    return sample(every, given["size"], given["seed"]), every.count()


def _listing(claims: Iterable[Claim]) -> str:
    head = [_("Number"), _("Partner"), _("Name"), _("State"), _("Claimed"), _("Approved"), _("Currency"),
            _("Submitted"), _("Draw")]  # fmt: skip
    return MARK + line_of(head) + "".join(line_of(_cells(claim)) for claim in claims)


def _cells(claim: Claim) -> list[str]:
    approved = "" if claim.approved is None else str(quantise(claim.approved, claim.currency))
    return [
        claim.number or "", str(claim.partner), claim.title, str(claim.staff_label),
        str(quantise(claim.claimed, claim.currency)), approved, claim.currency,
        claim.submitted_at.isoformat(timespec="seconds"), claim.draw,
    ]  # fmt: skip
