"""Addresses that machines read: is the portal alive, is it ready."""

from collections.abc import Callable

from django.conf import settings
from django.core.cache import cache
from django.db import connection
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.http import require_safe

from documents import scanning, storage


def _database() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")


def _broker() -> None:
    cache.get("readyz")


CHECKS: dict[str, Callable[[], None]] = {"database": _database, "broker": _broker, "storage": storage.check}
if settings.SCANNER == "clamd":
    CHECKS["scanner"] = scanning.ping


@require_safe
def alive(request: HttpRequest) -> HttpResponse:
    """The process answers."""
    return HttpResponse("ok", content_type="text/plain")


@require_safe
def ready(request: HttpRequest) -> JsonResponse:
    """200 when all that pages need answers; 503 and the names of what does not."""
    away = [name for name, check in CHECKS.items() if not _answers(check)]
    return JsonResponse({"ready": not away, "away": away}, status=503 if away else 200)


def _answers(check: Callable[[], None]) -> bool:
    try:
        check()
    except Exception:  # whatever it is, the service is not there
        return False
    return True
