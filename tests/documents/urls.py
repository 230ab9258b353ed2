"""The smallest pages that take and give files."""

from django.db import transaction
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.urls import path

from accounts.models import Partner
from claims_portal.urls import urlpatterns as portal
from documents import actions
from documents.forms import UploadForm
from documents.models import Document
from documents.serving import serve
from documents.upload import streaming_upload
from lifecycle import clock


class ChangedMindError(Exception):
    pass


@streaming_upload
def upload(request: HttpRequest) -> HttpResponse:
    form = UploadForm(request.POST, request.FILES)
    if not form.is_valid():
        return JsonResponse({"errors": form.errors, "note": request.POST.get("note")}, status=422)
    with transaction.atomic():
        partner = Partner.objects.of(request.user).get()
        document = actions.receive(
            form.cleaned_data["file"], partner=partner, user=request.user, at=clock.now()
        )
        if request.POST.get("then") == "break":
            raise ChangedMindError
    return JsonResponse({"sha256": document.sha256, "id": document.public_id})


@streaming_upload
def forgetful(request: HttpRequest) -> HttpResponse:
    """Takes the form and does nothing with its file."""
    return HttpResponse(str(len(request.FILES)))


def document(request: HttpRequest, public_id: str) -> HttpResponseBase:
    found = get_object_or_404(Document, public_id=public_id)
    return serve(found, user=request.user, at=clock.now(), byte_range=request.headers.get("Range", ""))


urlpatterns = [
    path("t/upload/", upload),
    path("t/forgetful/", forgetful),
    path("t/documents/<str:public_id>/", document),
    *portal,
]
