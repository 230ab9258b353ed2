from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import override
from django.views.decorators.http import require_http_methods, require_POST

from accounts.actions import people as actions
from accounts.current import SESSION_KEY
from accounts.forms.people import KeysForm, LanguageForm, LocationForm, YourselfForm
from accounts.models import Partner
from accounts.returning import way_back
from lifecycle import clock


@require_POST
def choose_language(request: HttpRequest) -> HttpResponse:
    """Switch the language for good: on the person where one is signed in, else in a cookie."""
    form = LanguageForm(request.POST)
    response = redirect(way_back(request))
    if form.is_valid():
        language = form.cleaned_data["language"]
        if request.user.is_authenticated:
            actions.choose_language(request.user, language)
        response.set_cookie(
            settings.LANGUAGE_COOKIE_NAME,
            language,
            max_age=settings.LANGUAGE_COOKIE_AGE,
            samesite="Lax",
            httponly=True,
        )
    return response


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def yourself(request: HttpRequest) -> HttpResponse:
    """The language and the time zone a person is written to in."""
    form = YourselfForm(request.POST if request.method == "POST" else None, user=request.user)
    if form.is_valid():
        actions.settle(request.user, form.cleaned_data["language"], form.cleaned_data["zone"], clock.now())
        with override(form.cleaned_data["language"]):
            messages.success(request, _("Saved. Pages and mails follow it from now on."))
        return redirect("yourself")
    return render(request, "accounts/yourself.html", {"form": form})


@require_POST
@login_required
def choose_keys(request: HttpRequest) -> HttpResponse:
    """Turn single keys on or off for good, on every device."""
    form = KeysForm(request.POST)
    if form.is_valid():
        actions.choose_keys(request.user, form.cleaned_data["keys"] == "on")
    return redirect(way_back(request))


@require_POST
@login_required
def choose_location(request: HttpRequest) -> HttpResponse:
    """Work for another of one's locations; pages of the old one lead home."""
    form = LocationForm(request.POST)
    form.is_valid()
    location = get_object_or_404(
        Partner.objects.of(request.user), public_id=form.cleaned_data.get("location")
    )
    request.session[SESSION_KEY] = location.public_id
    return redirect("home")
