"""Pages for what goes wrong. A service that is away gets honest words and a retry, never a stack trace."""

import logging
import sys
from typing import Any

from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils.translation import get_language_from_request, override
from redis.exceptions import ConnectionError as BrokerAway
from redis.exceptions import TimeoutError as BrokerSlow

from documents.storage import StorageAway
from lifecycle import Verdict

log = logging.getLogger(__name__)

AWAY = (OperationalError, InterfaceError, BrokerAway, BrokerSlow, StorageAway)
RETRY_SECONDS = 30


def refused(request: HttpRequest, verdict: Verdict) -> HttpResponse:
    """A role without the right gets 403, a wrong moment 409; the sentence is the verdict's."""
    status = 403 if verdict.forbidden else 409
    return render(request, f"errors/{status}.html", {"reason": verdict.reason}, status=status)


def server_error(request: HttpRequest) -> HttpResponse:
    """503 with words while a service is away, else 500; drawn without database or session."""
    error = sys.exc_info()[1]
    # Where the person's own language was not known yet, the browser's.
    language = getattr(request, "LANGUAGE_CODE", None) or get_language_from_request(request)
    with override(language):
        if not isinstance(error, AWAY):
            return HttpResponse(render_to_string("errors/500.html", _facts(request)), status=500)
        log.error("ALARM: a service is away: %s", type(error).__name__)
        response = HttpResponse(render_to_string("errors/503.html", _facts(request)), status=503)
    response.headers["Retry-After"] = str(RETRY_SECONDS)
    return response


def _facts(request: HttpRequest) -> dict[str, Any]:
    """What these pages say of the request without asking anybody."""
    sent = request.method not in {"GET", "HEAD"}
    return {"request": {"request_id": getattr(request, "request_id", "")}, "sent": sent}


def permission_denied(request: HttpRequest, exception: Exception) -> HttpResponse:
    return render(request, "errors/403.html", {"reason": str(exception)}, status=403)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    return render(request, "errors/404.html", status=404)


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    return HttpResponse(render_to_string("errors/400.html", _facts(request)), status=400)
