"""What only the demo has: sign in as a person by one press, read the mails, take files to try."""

from typing import Any

from csp.constants import NONE, SELF, UNSAFE_INLINE
from csp.decorators import csp
from django.conf import settings
from django.contrib.auth import login
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language_from_request
from django.views.decorators.clickjacking import xframe_options_sameorigin
from django.views.decorators.http import require_POST, require_safe

from accounts.actions.people import choose_language
from accounts.recent import note_sign_in
from accounts.returning import way_back
from claims_portal.demo import mails, people, samples

#: A mail may bring its own look and open links in the whole window; it runs and loads nothing.
MAIL_POLICY: dict[str, Any] = {
    "default-src": [NONE],
    "style-src": [UNSAFE_INLINE],
    "img-src": ["data:"],
    "frame-ancestors": [SELF],
    "sandbox": ["allow-top-navigation-by-user-activation"],
}


@require_POST
def demo_sign_in(request: HttpRequest, key: str) -> HttpResponse:
    """Sign in as one of the demo's people, without a password; a language chosen before is kept."""
    if key not in people.BY_KEY:
        raise Http404
    user = people.user(key)
    if settings.LANGUAGE_COOKIE_NAME in request.COOKIES:
        choose_language(user, get_language_from_request(request))
    login(request, user, backend=settings.AUTHENTICATION_BACKENDS[0])
    note_sign_in(request, "demo")
    return redirect(way_back(request))


@require_safe
def demo_mails(request: HttpRequest) -> HttpResponse:
    """The newest mails this machine kept."""
    return render(request, "demo/mails.html", {"mails": mails.newest(), "shown": mails.SHOWN})


@require_safe
def demo_mail(request: HttpRequest, key: str) -> HttpResponse:
    """One mail: its head, its words, and its look."""
    return render(request, "demo/mail.html", {"mail": _mail_or_404(key)})


@require_safe
@xframe_options_sameorigin
@csp(MAIL_POLICY)
def demo_mail_look(request: HttpRequest, key: str) -> HttpResponse:
    """The HTML of a mail, for the frame on its page; links lead out of the frame."""
    return HttpResponse('<base target="_top">' + _mail_or_404(key).html)


def _mail_or_404(key: str) -> mails.Mail:
    mail = mails.find(key)
    if mail is None:
        raise Http404
    return mail


@require_safe
def demo_files(request: HttpRequest) -> HttpResponse:
    """Files to try, each with a sentence what for."""
    day = samples.event_day()
    rows = [(sample, sample.invoice(day) if sample.invoice else None) for sample in samples.SAMPLES]
    return render(request, "demo/files.html", {"rows": rows, "day": day})


@require_safe
def demo_file(request: HttpRequest, key: str) -> HttpResponse:
    """One of them, made now."""
    if key not in samples.BY_KEY:
        raise Http404
    sample = samples.BY_KEY[key]
    return HttpResponse(
        sample.make(samples.event_day()),
        content_type=sample.content_type,
        headers={"Content-Disposition": f'attachment; filename="{sample.name}"'},
    )
