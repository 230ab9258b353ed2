"""Session limits, language and current location, for each request."""

from collections.abc import Callable
from datetime import datetime, timedelta

from django.conf import settings
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse
from django.utils import timezone, translation

from accounts.current import Locations
from lifecycle import clock

Next = Callable[[HttpRequest], HttpResponse]

STARTED, SEEN = "session_started", "session_seen"
#: The time of the last request is written at most this often.
SEEN_STEP = timedelta(minutes=1)


class SessionLimits:
    """Signs a person out after idle time and, in any case, after an absolute time."""

    def __init__(self, get_response: Next) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.user.is_authenticated:
            # The frame of a demo's page says how far its clock was moved.
            at, request.clock_moved_by = clock.real_and_moved_by()
            self._check(request, at)
        return self.get_response(request)

    def _check(self, request: HttpRequest, at: datetime) -> None:
        session = request.session
        started = datetime.fromisoformat(session.setdefault(STARTED, at.isoformat()))
        seen = datetime.fromisoformat(session.setdefault(SEEN, at.isoformat()))
        if at - seen > settings.SESSION_IDLE or at - started > settings.SESSION_ABSOLUTE:
            logout(request)
        elif at - seen > SEEN_STEP:
            session[SEEN] = at.isoformat()


class Language:
    """The person's own language; for others the cookie's, else the browser's. And their time zone."""

    def __init__(self, get_response: Next) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        user = request.user
        language = user.language if user.is_authenticated else translation.get_language_from_request(request)
        zone = user.zone if user.is_authenticated else settings.TIME_ZONE
        with translation.override(language), timezone.override(zone):
            request.LANGUAGE_CODE = language
            response = self.get_response(request)
        response.headers.setdefault("Content-Language", language)
        return response


class CurrentLocation:
    """`request.locations`: where the person works, and for which location right now."""

    def __init__(self, get_response: Next) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.locations = Locations(request)
        return self.get_response(request)
