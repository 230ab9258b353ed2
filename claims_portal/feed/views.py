"""The page on which people get the address of their calendar, and the feed behind it."""

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.cache import patch_cache_control
from django.utils.translation import gettext as _
from django.utils.translation import override
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_POST, require_safe

from accounts.models import User
from claims_portal.feed.dates import dates_of
from lifecycle import clock
from notifications.actions import subscribing
from notifications.calendars import published, until
from notifications.models import Calendar
from notifications.subscribing import feed_url, subscriber_of


@require_safe
@login_required
@cache_control(private=True, no_store=True)
def own_calendar(request: HttpRequest) -> HttpResponse:
    """The secret address, how to subscribe to it, and how to be rid of it."""
    calendar = Calendar.objects.filter(user=request.user).first()
    context = {"calendar": calendar, "address": feed_url(calendar) if calendar else ""}
    return render(request, "feed/calendar.html", context)


@require_POST
@login_required
def renew(request: HttpRequest) -> HttpResponse:
    """A first address, or another one; the old one is not there any more."""
    subscribing.renew(request.user, clock.now())
    messages.success(request, _("This is your address. Subscribe to it in your calendar."))
    return redirect("own_calendar")


@require_POST
@login_required
def turn_off(request: HttpRequest) -> HttpResponse:
    """No address any more."""
    subscribing.end(request.user)
    messages.success(request, _("Your calendar has no address any more; whoever used it gets nothing."))
    return redirect("own_calendar")


@require_safe
def feed(request: HttpRequest, token: str) -> HttpResponse:
    """A person's dates for a calendar program, which does not sign in: the address is the secret."""
    user = subscriber_of(token)
    if user is None:
        raise Http404
    with override(user.language):
        response = HttpResponse(_calendar(user), content_type="text/calendar; charset=utf-8")
    response.headers["Content-Disposition"] = 'inline; filename="co-op-claims.ics"'
    patch_cache_control(response, private=True, no_store=True)
    return response


def _calendar(user: User) -> bytes:
    at = clock.now()
    events = [
        until(one.title, settings.ORIGIN + one.page, one.key, one.until, words=one.description, at=at)
        for one in dates_of(user, at)
    ]
    return published(*events, name=_("Co-op Claims"))
