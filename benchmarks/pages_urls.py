"""All pages, and one that signs the same person in and draws the same layout around nothing."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path

from benchmarks.bench_bare import bare_claim
from claims_portal.urls import (  # noqa: F401  the handlers belong to the addresses
    handler400,
    handler403,
    handler404,
    handler500,
)
from claims_portal.urls import urlpatterns as portal


@login_required
def bare(request: HttpRequest) -> HttpResponse:
    """The layout and nothing in it."""
    return render(request, "base.html")


urlpatterns = [path("bare/", bare), path("bare/<str:public_id>/", bare_claim), *portal]
