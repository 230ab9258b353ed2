"""Promises kept for every page: reading changes nothing, and a refusal is a page with its sentence."""

import re
from collections.abc import Callable
from typing import Any

from django.db import connection
from django.http import HttpRequest, HttpResponse

from claims_portal.errors import refused
from lifecycle import ActionRefused

Next = Callable[[HttpRequest], HttpResponse]

#: Tables a GET may write to: who looked at what, who has what on the bench, and the session itself.
WRITABLE_BY_GET = {"history_accessrecord", "review_hold", "django_session"}
#: Here the sign-in library lives; coming back from a company's own sign-in service is a GET that signs in.
SIGN_IN = "/accounts/"
_WRITE = re.compile(r"^\s*(?:INSERT\s+INTO|UPDATE|DELETE\s+FROM)\s+\"?(\w+)\"?", re.IGNORECASE)


#: Machines ask here; whether the portal answers must not hang on the database that knows the sessions.
FOR_MACHINES = {"/healthz", "/readyz"}


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
