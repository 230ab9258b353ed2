"""Pages of what was sent to whom."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from claims_portal.sent import acting
from claims_portal.sent.forms import SentFilter
from claims_portal.sent.sight import may_read_words, may_send_again, messages_for, reads
from funds.subjects import names
from history.models import Event
from lifecycle import clock
from lists.paging import page_of
from notifications.actions.resending import why_not
from notifications.kinds import kind_of
from notifications.mails import words_of
from notifications.models import Message, Unreachable

View = Callable[..., HttpResponse]


def _reading(view: View) -> View:
    """For managers and auditors; for everybody else there is nothing here."""

    @login_required
    @never_cache
    @wraps(view)
    def with_role(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not reads(request.user):
            raise Http404
        return view(request, *args, **kwargs)

    return with_role


def _message(request: HttpRequest, key: int) -> Message:
    return get_object_or_404(messages_for(request.user).select_related("to"), pk=key)


@require_safe
@_reading
def sent(request: HttpRequest) -> HttpResponse:
    """What was sent, newest first; no address is shown in the list."""
    form = SentFilter(request.GET)
    found = form.applied_to(messages_for(request.user).select_related("to"))
    page = page_of(found, request.GET, "created_at")
    named = names(((one.subject_kind, one.subject_id) for one in page.rows), request.user)
    rows = [(one, kind_of(one.kind), named.get((one.subject_kind, one.subject_id))) for one in page.rows]
    active = sum(bool(request.GET.get(name)) for name in form.fields)
    return render(request, "sent/list.html", {"form": form, "page": page, "rows": rows, "active": active})


@require_safe
@_reading
def sent_message(request: HttpRequest, key: int) -> HttpResponse:
    """One message: what became of it, what it says, and what can be done about it."""
    message, at = _message(request, key), clock.now()
    may_act = may_send_again(request.user, message)
    subject = (message.subject_kind, message.subject_id)
    context = {
        "message": message,
        "kind": kind_of(message.kind),
        "named": names([subject], request.user).get(subject),
        "words": _words(request, message),
        "trouble": Unreachable.objects.filter(address=message.reader.email).first(),
        "events": Event.objects.about(message).for_reading(),
        "may_act": may_act,
        "why_not": why_not(message, at) if may_act else "",
    }
    return render(request, "sent/message.html", context)


def _words(request: HttpRequest, message: Message) -> Any:
    """As they were sent, but for the address that turns mails off: that is its reader's alone."""
    if not may_read_words(request.user, message):
        return None
    return words_of(message, message.sent_at or message.created_at)


@require_POST
@_reading
def sent_again(request: HttpRequest, key: int) -> HttpResponse:
    """Send it again."""
    message = _message(request, key)
    acting.send_once_more(message, by=request.user)
    messages.success(request, _("The message goes again. This page shows what becomes of it."))
    return redirect("sent_message", message.pk)


@require_POST
@_reading
def sent_try(request: HttpRequest, key: int) -> HttpResponse:
    """Let mails go to its reader's address again."""
    message = _message(request, key)
    if acting.try_address(message, by=request.user):
        messages.success(request, _("Mails go to this address again."))
    return redirect("sent_message", message.pk)
