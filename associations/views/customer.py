"""The page a customer opens by their link: one question, three answers, no account (R19)."""

from http import HTTPStatus

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language_info, override
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from associations import workflow
from associations.actions import customers
from associations.consent import consent_of
from associations.enums import Answer
from associations.forms.customer import AnswerForm
from associations.limiting import MOST_BY_LINK, too_many
from associations.links import link_by
from associations.models import Association, CustomerLink
from associations.permissions import CUSTOMER
from lifecycle import ActionRefused, clock
from lifecycle.refusals import refusals_in, status_of
from programs.rules import local_day

LANGUAGES = dict(settings.LANGUAGES)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def customer(request: HttpRequest, secret: str) -> HttpResponse:
    """The question in the language of the mail, or another by choice; nothing is said about others."""
    link = _link(secret)
    language = _language(request, link)
    with override(language):
        if request.method == "POST" and too_many("answer", secret, MOST_BY_LINK):
            return _slowly(request)
        form = AnswerForm(request.POST if request.method == "POST" else None)
        if form.is_valid():
            with refusals_in(form):
                said = Answer(form.cleaned_data["answer"])
                customers.answer(link, said, form.cleaned_data["words"], language)
                return redirect(f"{request.path}?lang={language}&thanks=1")
        return _page(request, link, form, language)


def _page(request: HttpRequest, link: CustomerLink, form: AnswerForm, language: str) -> HttpResponse:
    at = clock.now()
    association = Association.objects.for_page().get(pk=link.association_id)
    consent, zone = consent_of(association, at), association.program.zone
    context = {
        "association": association,
        "link": link,
        "form": form,
        "consent": consent,
        "when_day": local_day(consent.ends, zone) if consent.ends else None,
        "since_day": local_day(association.approved_at, zone) if association.approved_at else None,
        "may_answer": bool(workflow.verdict(association, "confirm", CUSTOMER, at)) and not link.replaced_at,
        "thanks": "thanks" in request.GET,
        "language": language,
        "languages": [(code, get_language_info(code)["name_local"].capitalize()) for code in LANGUAGES],
        "secret": request.path,
        "again_url": reverse("customer_again", args=[request.resolver_match.kwargs["secret"]]),
        "has_errors": bool(form.errors),
    }
    response = render(request, "associations/customer_asked.html", context, status=status_of(form))
    response["Content-Language"] = language
    # The address is the key: it must not travel to other sites. With "no-referrer" browsers call the origin of the
    # answer "null", and nobody could send one.
    response["Referrer-Policy"] = "same-origin"
    return response


@require_POST
def customer_again(request: HttpRequest, secret: str) -> HttpResponse:
    """A fresh link to the address the old one went to."""
    link = _link(secret)
    language = _language(request, link)
    with override(language):
        if too_many("again", secret, MOST_BY_LINK):
            return _slowly(request)
        context = {"refused": "", "association": link.association}
        try:
            customers.send_again(link)
        except ActionRefused as refused:
            context["refused"] = refused.reason
        status = HTTPStatus.CONFLICT if context["refused"] else HTTPStatus.OK
        return render(request, "associations/customer_again.html", context, status=status)


def _link(secret: str) -> CustomerLink:
    link = link_by(secret)
    if link is None:
        raise Http404
    return link


def _language(request: HttpRequest, link: CustomerLink) -> str:
    wanted = request.GET.get("lang", "")
    return wanted if wanted in LANGUAGES else link.language


def _slowly(request: HttpRequest) -> HttpResponse:
    response = render(request, "associations/customer_slowly.html", status=HTTPStatus.TOO_MANY_REQUESTS)
    response["Retry-After"] = "3600"
    return response
