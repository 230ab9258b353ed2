"""What somebody else took out of a draft meanwhile: said by name, instead of a page that does not exist."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from claims.meanwhile import newest_edit
from claims.models import Claim
from history.models import Event


def removal_of(claim: Claim, part: str, **about: Any) -> Event:
    """The event that took it out. Http404 where it never was here."""
    event = newest_edit(claim, part, **about)
    if event is None:
        raise Http404
    return event


def say_removed(request: HttpRequest, claim: Claim, event: Event, page: str) -> HttpResponse:
    """To the page of what is left, with who removed it."""
    messages.info(request, _("%(name)s removed this meanwhile.") % {"name": event.actor})
    return redirect(page, claim.public_id)
