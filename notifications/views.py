"""Turn mails of one kind off, from the mail itself and without signing in."""

from typing import Any

from django.contrib.auth import get_user_model
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import translation
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_POST

from lifecycle import clock
from notifications.actions.preferring import turn_off, turn_on
from notifications.kinds import Kind, kind_of
from notifications.models import Preference
from notifications.stopping import read_token


def _asked(token: str) -> tuple[Any, Kind]:
    """Whose mails of which kind. Raises Http404 for what is not ours, was altered, or holds no more."""
    read = read_token(token)
    try:
        kind = kind_of(read[1]) if read else None
    except KeyError:
        kind = None
    user = get_user_model().objects.filter(pk=read[0], is_active=True).first() if read else None
    if not user or not kind or not kind.optional:
        raise Http404
    return user, kind


# A mail program presses the button without having seen the page (RFC 8058): the signed address is the proof.
@csrf_exempt
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def stop(request: HttpRequest, token: str) -> HttpResponse:
    """The question, and at the press of the button these mails end."""
    user, kind = _asked(token)
    if request.method == "POST":
        turn_off(user, kind.code, clock.now())
    return _page(request, token, user, kind)


@csrf_exempt
@never_cache
@require_POST
def stop_again(request: HttpRequest, token: str) -> HttpResponse:
    """They come again."""
    user, kind = _asked(token)
    turn_on(user, kind.code)
    return _page(request, token, user, kind)


def _page(request: HttpRequest, token: str, user: Any, kind: Kind) -> HttpResponse:
    """How it stands now, in the language of the mail; no name, no address: whoever was sent the link on sees none."""
    off = Preference.objects.filter(user=user, kind=kind.code).exists()
    with translation.override(user.language):
        context = {"token": token, "kind": kind, "off": off, "done": request.method == "POST"}
        return render(request, "notifications/stop.html", context)
