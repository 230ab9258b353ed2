"""The upload as every page does it, without a page around it."""

from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.urls import path
from django.views.decorators.http import require_POST

from accounts.models import Partner
from documents import actions
from documents.forms import UploadForm
from documents.upload import streaming_upload
from lifecycle import clock


@streaming_upload
@require_POST
def upload(request: HttpRequest) -> HttpResponse:
    """Receive one file for the person's location; answers with its SHA-256."""
    form = UploadForm(request.POST, request.FILES)
    if not form.is_valid():
        return HttpResponse(form.errors.as_json(), status=422)
    with transaction.atomic():
        partner = Partner.objects.of(request.user).get()
        document = actions.receive(
            form.cleaned_data["file"], partner=partner, user=request.user, at=clock.now()
        )
    return HttpResponse(document.sha256)


urlpatterns = [path("upload/", upload), path("healthz", lambda request: HttpResponse("ok"))]
