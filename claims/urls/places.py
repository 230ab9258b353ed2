"""Around the places that take files: on a telephone, files that are here already, what a file is called."""

from django.urls import URLPattern, path

from claims.urls.partner import ONE
from claims.views import about_file, answering_item, phone, reuse

urlpatterns: list[URLPattern] = [
    path(f"{ONE}proof/<slug:key>/phone/", phone.claim_phone, name="claim_slot_phone"),
    path(f"{ONE}proof/<slug:key>/reuse/", reuse.claim_reuse, name="claim_slot_reuse"),
    path(f"{ONE}answer/<str:item>/", answering_item.claim_answer_item, name="claim_answer_item"),
    path(f"{ONE}answer/<str:item>/phone/", phone.claim_phone, name="claim_answer_phone"),
    path(f"{ONE}answer/<str:item>/reuse/", reuse.claim_reuse, name="claim_answer_reuse"),
    path(f"{ONE}files/<str:document>/name/", about_file.claim_file_about, name="claim_file_about"),
]
