"""A download as every page does it, without a page around it."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.urls import path
from django.views.decorators.http import require_safe

from documents.models import Document
from documents.serving import serve
from lifecycle import clock


@require_safe
@login_required
def download(request: HttpRequest, sha256: str) -> HttpResponseBase:
    """One file of the person's location."""
    mine = Document.objects.filter(partner__memberships__user=request.user)
    return serve(get_object_or_404(mine, sha256=sha256), user=request.user, at=clock.now())


urlpatterns = [
    path("download/<str:sha256>/", download),
    path("healthz", lambda request: HttpResponse("ok")),
]
