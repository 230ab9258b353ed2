"""The page of notices and what is done with them; and what comes as a mail too."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.places import zone_city
from claims_portal.notices.forms import PreferencesForm
from claims_portal.notices.preferring import kinds_for, trouble_with, turned_off
from claims_portal.notices.rows import rows_of
from lifecycle import clock
from lists.paging import page_of
from notifications.actions import preferring, reading
from notifications.models import Message
from notifications.wording import facts_of


@require_safe
@login_required
def notices(request: HttpRequest) -> HttpResponse:
    """Newest first, a page at a time; all of them, or with ?show=unread only what is not read yet."""
    at = clock.now()
    come = Message.objects.visible_to(request.user).come(at)
    only_unread = request.GET.get("show") == "unread"
    page = page_of(come.unread(at) if only_unread else come, request.GET, moment="due_at")
    rows = rows_of(page.rows, request.user, at)
    context = {
        "rows": rows,
        "page": page,
        "only_unread": only_unread,
        "unread": any(one.unread for one in rows),
    }
    return render(request, "notices/list.html", context)


@require_POST
@login_required
def open_notice(request: HttpRequest) -> HttpResponse:
    """Mark one read and go where it leads.

    Of an unread notice the list draws a button, since following a link would have to write (GET must not);
    of a read one a plain link. So there is one stop a notice for the keyboard, its name is what the notice says,
    and nobody has to open a thing and then to tick it off too.
    """
    notice = _own(request)
    reading.mark_read(notice, clock.now())
    return redirect(facts_of(notice)["path"])


@require_POST
@login_required
def read_all(request: HttpRequest) -> HttpResponse:
    """Mark all read up to the newest the person saw."""
    reading.mark_all_read(request.user, _own(request), clock.now())
    return redirect("notices")


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def preferences(request: HttpRequest) -> HttpResponse:
    """Which kinds come as a mail too; those that money or a deadline hangs on always do."""
    kinds = kinds_for(request.user)
    data = request.POST if request.method == "POST" else None
    form = PreferencesForm(data, kinds=kinds, off=turned_off(request.user))
    if form.is_valid():
        optional = [kind.code for kind in form.kinds]
        preferring.prefer(request.user, optional, form.unwanted(), clock.now())
        messages.success(request, _("Saved. What waited to be sent to you follows it too."))
        return redirect("preferences")
    always = [kind.label for kind in kinds if not kind.optional]
    city = zone_city(request.user.zone, request.user.language)
    context = {"form": form, "always": always, "trouble": trouble_with(request.user), "city": city}
    return render(request, "notices/preferences.html", context)


def _own(request: HttpRequest) -> Message:
    """The notice the form names, if it is the person's."""
    key = request.POST.get("notice", "")
    number = int(key) if key.isascii() and key.isdecimal() and len(key) < 19 else 0
    notices = Message.objects.visible_to(request.user).come(clock.now()).select_related("to")
    return get_object_or_404(notices, pk=number)
