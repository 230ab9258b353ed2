"""The bell over every page: how many notices are unread."""

from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from lifecycle import clock
from notifications.models import Message

#: Nobody needs to know more exactly; and every page asks.
COUNTED = 99


def bell_of(request: HttpRequest, user: Any) -> dict[str, Any]:
    """Where it leads, the number beside it ("" for none), and the same in words; one query, however many there are."""
    now, url = clock.inside_a_query(), reverse("notices")
    count = Message.objects.visible_to(user).come(now).unread(now)[: COUNTED + 1].count()
    number = f"{COUNTED}+" if count > COUNTED else str(count or "")
    return {"url": url, "number": number, "words": _words(count), "current": request.path == url}


def _words(count: int) -> str:
    if count > COUNTED:
        return _("More than %(count)s unread notices") % {"count": COUNTED}
    if not count:
        return _("Notices, none unread")
    return ngettext("%(count)s unread notice", "%(count)s unread notices", count) % {"count": count}
