"""Promises kept for every page: reading changes nothing, and a refusal is a page with its sentence."""

import logging
import re
import time
from collections.abc import Callable
from typing import Any
from uuid import uuid4

from django.db import connection
from django.http import HttpRequest, HttpResponse

from claims_portal.errors import refused
from claims_portal.health.metrics import count_request
from lifecycle import ActionRefused, tracing

log = logging.getLogger(__name__)

Next = Callable[[HttpRequest], HttpResponse]

#: Tables a GET may write to: who looked at what, who has what on the bench, and the session itself.
WRITABLE_BY_GET = {"history_accessrecord", "review_hold", "django_session"}
#: Here the sign-in library lives; coming back from a company's own sign-in service is a GET that signs in.
SIGN_IN = "/accounts/"
_WRITE = re.compile(r"^\s*(?:INSERT\s+INTO|UPDATE|DELETE\s+FROM)\s+\"?(\w+)\"?", re.IGNORECASE)


#: Machines ask here; whether the portal answers must not hang on the database that knows the sessions.
FOR_MACHINES = {"/healthz", "/readyz", "/metrics"}


#: What somebody in front of us may call a request; anything else is given a name of ours.
_REQUEST_ID = re.compile(r"[A-Za-z0-9-]{8,64}")


class Traced:
    """Each request has an id, which its answer and every line of the log carry; its answer is logged and counted.

    The line names the view, never the address: addresses hold what opens things without a sign-in.
    """

    def __init__(self, get_response: Next) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        given = request.headers.get("X-Request-ID", "")
        request.request_id = given if _REQUEST_ID.fullmatch(given) else uuid4().hex
        began = time.monotonic()
        with tracing.about(request=request.request_id):
            response = self.get_response(request)
            self._tell(request, response, time.monotonic() - began)
        response.headers["X-Request-ID"] = request.request_id
        return response

    def process_view(self, request: HttpRequest, *_view: Any) -> None:
        """From here on view and person are known; the person by number."""
        person = getattr(request, "_cached_user", None)
        tracing.note(view=_view_of(request), user=person.pk if person else None)

    def _tell(self, request: HttpRequest, response: HttpResponse, seconds: float) -> None:
        view, status = _view_of(request), response.status_code
        count_request(view, request.method or "", status, seconds)
        level = logging.DEBUG if request.path in FOR_MACHINES else logging.INFO
        facts = {"method": request.method, "status": status, "seconds": round(seconds, 3)}
        words = "%s %s answered with %s after %.3f s"
        log.log(level, words, request.method, view, status, seconds, extra={"facts": facts})


def _view_of(request: HttpRequest) -> str:
    return request.resolver_match.view_name if request.resolver_match else "none"


class ForMachines:
    """Forgets who asks where only machines do, before anything looks for their session."""

    def __init__(self, get_response: Next) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.path in FOR_MACHINES:
            request.COOKIES.clear()
        return self.get_response(request)


class GetWroteError(RuntimeError):
    """A page that was only looked at tried to change something: a defect of ours."""


def _refuse_writes(
    execute: Callable[..., Any], sql: str, params: Any, many: bool, context: dict[str, Any]
) -> Any:
    write = _WRITE.match(sql)
    if write and write.group(1) not in WRITABLE_BY_GET:
        raise GetWroteError(f"A GET must not write to {write.group(1)}.")
    return execute(sql, params, many, context)


class GetWritesNothing:
    """Lets a GET or HEAD write access records, soft locks and its session; signing in is no business state."""

    def __init__(self, get_response: Next) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.method not in {"GET", "HEAD"} or request.path.startswith(SIGN_IN):
            return self.get_response(request)
        with connection.execute_wrapper(_refuse_writes):
            return self.get_response(request)


class RefusedActions:
    """Turns a refusal nobody caught into its page: 403 for a wrong role, 409 for a wrong moment."""

    def __init__(self, get_response: Next) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        return refused(request, error.verdict) if isinstance(error, ActionRefused) else None
