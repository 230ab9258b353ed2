"""Pages of words: help and contact, privacy, imprint, accessibility; the same everywhere."""

from django.conf import settings
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render


def page(request: HttpRequest, name: str) -> HttpResponse:
    """One of the pages of templates/pages/."""
    return render(request, f"pages/{name}.html", {"help_email": settings.HELP_EMAIL})


@login_required
def own_email(request: HttpRequest) -> HttpResponse:
    """In place of the sign-in library's page: nobody moves their mails to another address alone."""
    return page(request, "email")
