"""Addresses that machines read: is the portal alive, is it ready, how is it."""

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.utils.crypto import constant_time_compare
from django.views.decorators.http import require_safe
from prometheus_client import CONTENT_TYPE_LATEST

from claims_portal.health import metrics
from claims_portal.health.judging import report
from claims_portal.health.services import ask_all


@require_safe
def alive(request: HttpRequest) -> HttpResponse:
    """The process answers."""
    return HttpResponse("ok", content_type="text/plain")


@require_safe
def ready(request: HttpRequest) -> JsonResponse:
    """200 when what each page needs answers, else 503; and the names of whatever is away or wants looking at."""
    said = report(ask_all())
    return JsonResponse(said, status=200 if said["ready"] else 503)


@require_safe
def measured(request: HttpRequest) -> HttpResponse:
    """For Prometheus, which knows the token; where none is set in production, there is no such address."""
    if not settings.METRICS_TOKEN and settings.PRODUCTION:
        raise Http404
    given = request.headers.get("Authorization", "")
    if settings.METRICS_TOKEN and not constant_time_compare(given, f"Bearer {settings.METRICS_TOKEN}"):
        return HttpResponse(status=401, headers={"WWW-Authenticate": "Bearer"})
    return HttpResponse(metrics.text(), content_type=CONTENT_TYPE_LATEST)
